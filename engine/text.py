"""Words written by the analyst, in Vietnamese and in any other language they gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of wording. `by_language` always holds "vi"; other languages are optional."""

    by_language: Mapping[str, str] = field(hash=False)

    @classmethod
    def of(cls, words: str, **others: str) -> Text:
        return cls({DEFAULT_LANGUAGE: words, **others})

    def in_language(self, language: str) -> str:
        """The words in `language`, in Vietnamese when the author gave none."""
        return self.by_language.get(language, self.by_language[DEFAULT_LANGUAGE])

    def __str__(self) -> str:
        return self.by_language[DEFAULT_LANGUAGE]
