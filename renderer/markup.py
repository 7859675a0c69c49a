"""The author's texts as HTML: paragraphs, lists, emphasis and links of Markdown, and nothing else.

Two walls: the parser knows no HTML, images or code, and the sanitizer passes only the tags named here.
"""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"}
_PARSER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "blockquote", "emphasis", "link", "newline", "escape", "balance_pairs"]
)


@lru_cache(maxsize=4096)
def markdown(source: str) -> Markup:
    """Safe HTML for a text in the small Markdown subset; links lead only to https, http, mailto and tel
    addresses.
    """
    return Markup(  # noqa: S704 - everything in it has just passed the sanitizer
        nh3.clean(
            _PARSER.render(source),
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"https", "http", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )
