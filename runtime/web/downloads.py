"""Files of dossiers on their way to a browser: under their own names, shown only when showing is safe."""

from __future__ import annotations

from flask import Response, send_file

from runtime.dossiers import attachments
from runtime.dossiers.models import StoredFile
from runtime.web import world

# Browsers draw these themselves, without running anything a citizen has put in.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})

# No script, no form, no same origin: a file that is shown after all can do nothing to the page around it.
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def download(file: StoredFile, *, attachment: bool = True) -> Response:
    """The content under its original name (RFC 6266, accents kept). Whether the asker may have it is the
    caller's question.
    """
    shown = not attachment and file.media_type in _SHOWN
    response = send_file(
        attachments.content(world().storage, file),
        mimetype=file.media_type,
        as_attachment=not shown,
        download_name=file.original_name,
    )
    if shown and file.media_type != "application/pdf":
        response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response
