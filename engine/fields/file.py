"""A paper sent in on a page of the form. It holds no answer: the file is a paper of the dossier like any other."""

from __future__ import annotations

from types import MappingProxyType

from engine.fields.base import SettingKind
from engine.fields.note import NoteType


class FileType(NoteType):
    """`formats`, `max_size` and `max_files` mean what they mean for a paper (`engine.definition.Document`)."""

    name = "file"
    settings = MappingProxyType(
        {"formats": SettingKind.WORDS, "max_size": SettingKind.SIZE, "max_files": SettingKind.WHOLE}
    )
