"""What stands around every page: the values the layouts read from the context as `frame`,
`side_navigation`, and the like.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`count` is shown beside the label (a queue's length); `current` marks the page one is on."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A titled list of links in the side navigation; an empty title is not shown."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WizardStep:
    """One step in the line of progress above a form. `state` is "done", "current" or "todo"; no link
    without `href`.
    """

    label: str
    href: str = ""
    state: str = "todo"


@dataclass(frozen=True, slots=True)
class Hotline:
    """`phone` as it is dialled, digits and spaces."""

    label: str
    phone: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One page's surroundings.

    `text_size` is "small", "normal" or "large"; `contrast` "normal" or "high". `display_url` takes `size`,
    `contrast`, `language` and `next` in its query and comes back to `here`, this page's own path.
    `full_name` is "" for a visitor who is not signed in. `notices` are sentences to show once, on this
    page.
    """

    site_name: str
    home_url: str = "/"
    search_url: str = "/thu-tuc"
    display_url: str = "/hien-thi"
    here: str = "/"
    organisation: str = ""
    links: tuple[Link, ...] = ()
    account_links: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    full_name: str = ""
    sign_out_url: str = ""
    hotlines: tuple[Hotline, ...] = ()
    notices: tuple[str, ...] = ()
    text_size: str = "normal"
    contrast: str = "normal"
