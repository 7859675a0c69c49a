"""What the decision of publication says, as rows of a heading and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definition import Publication
from renderer.languages import gettext as _
from renderer.languages import noted, words

GOVERNMENT: Mapping[str, str] = {
    "ministry": noted("Cấp bộ"),
    "province": noted("Cấp tỉnh"),
    "commune": noted("Cấp xã"),
    "other": noted("Cơ quan khác"),
}


@dataclass(frozen=True, slots=True)
class PublicationRow:
    heading: str
    lines: tuple[str, ...]


def publication_rows(publication: Publication | None) -> tuple[PublicationRow, ...]:
    """In the order of an official publication; what is not said has no row. The place where dossiers are
    received is prose and stands by itself.
    """
    return tuple(row for row in _rows(publication) if row.lines) if publication else ()


def _rows(publication: Publication) -> Iterator[PublicationRow]:
    yield _row(_("Số quyết định công bố"), publication.decision)
    yield _row(_("Loại thủ tục"), words(publication.kind))
    yield _row(_("Cấp thực hiện"), *(_(GOVERNMENT[level]) for level in publication.government))
    yield _row(_("Đối tượng thực hiện"), *publication.eligible)
    yield _row(_("Cơ quan thực hiện"), *publication.performing)
    yield _row(_("Cơ quan có thẩm quyền"), *publication.competent)
    yield _row(_("Cơ quan được ủy quyền"), *publication.delegated)
    yield _row(_("Cơ quan phối hợp"), *publication.coordinating)
    yield _row(_("Thủ tục liên quan"), *publication.related)


def _row(heading: str, *lines: str) -> PublicationRow:
    return PublicationRow(heading, tuple(line for line in lines if line))
