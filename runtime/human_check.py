"""Mã xác nhận: a picture with characters to copy before submitting, good for one draft, one try, ten minutes.

Who cannot read the picture asks for a code by e-mail or SMS instead (`runtime.accounts.codes`, purpose
"submit").
"""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from captcha.image import ImageCaptcha
from sqlalchemy.orm import Session

from runtime.dossiers.models import PictureCode
from runtime.folding import without_accents
from runtime.refusals import NotFound

LIFETIME = timedelta(minutes=10)
LENGTH = 5
WIDTH, HEIGHT = 200, 72
# Nothing that looks like something else, even bent: no 0 O D Q, 1 7 I L J, 2 Z, 5 S, 8 B, G, V W.
ALPHABET = "3469ACEFHKMNPRTUXY"
# One for each tab somebody might have open; more would only help a guesser.
MOST_OPEN = 5


def pose(session: Session, draft_id: int, *, at: datetime) -> str:
    """Make a new picture for a draft and return its key. Old ones of the same draft go."""
    old = (
        sa.select(PictureCode.id)
        .where(PictureCode.draft_id == draft_id)
        .order_by(PictureCode.id.desc())
        .offset(MOST_OPEN - 1)
    )
    session.execute(
        sa.delete(PictureCode)
        .where(PictureCode.draft_id == draft_id)
        .where(sa.or_(PictureCode.expires_at <= at, PictureCode.id.in_(old)))
        .execution_options(synchronize_session=False)
    )
    key, answer = secrets.token_hex(16), _characters()
    session.add(
        PictureCode(
            key=key,
            draft_id=draft_id,
            answer_hash=_seal(key, answer),
            picture=_draw(answer),
            expires_at=at + LIFETIME,
        )
    )
    session.flush()
    return key


def picture(session: Session, draft_id: int, key: str, *, at: datetime) -> bytes:
    """The PNG of a picture still open. Raises NotFound."""
    open_now = sa.select(PictureCode.picture).where(
        PictureCode.key == key, PictureCode.draft_id == draft_id, PictureCode.expires_at > at
    )
    found = session.scalar(open_now)
    if found is None:
        raise NotFound("Mã xác nhận này đã hết hạn. Vui lòng tải lại trang để nhận mã mới.")
    return found


def is_open(session: Session, draft_id: int, key: str, *, at: datetime) -> bool:
    """Whether this picture of this draft can still be answered."""
    open_now = sa.select(PictureCode.id).where(
        PictureCode.key == key, PictureCode.draft_id == draft_id, PictureCode.expires_at > at
    )
    return session.scalar(open_now) is not None


def passes(session: Session, draft_id: int, key: str, answer: str, *, at: datetime) -> bool:
    """Whether `answer` is what the picture shows. The picture is used up by asking, so of two who ask at once
    one gets yes.

    Capitals, accents and blanks do not matter: a telephone's keyboard adds them by itself.
    """
    taken = session.execute(
        sa.delete(PictureCode)
        .where(PictureCode.key == key, PictureCode.draft_id == draft_id)
        .returning(PictureCode.answer_hash, PictureCode.expires_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None or taken.expires_at <= at:
        return False
    typed = "".join(without_accents(answer).split()).upper()
    return hmac.compare_digest(taken.answer_hash, _seal(key, typed))


def sweep(session: Session, *, at: datetime) -> int:
    """Forget the pictures whose time is over; returns how many."""
    return session.execute(sa.delete(PictureCode).where(PictureCode.expires_at <= at)).rowcount


def _characters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class _Picture(ImageCaptcha):
    """The library's picture, bent and turned less: it has to stop scripts, and people must still read it at
    once.
    """

    # From a letter's brightness to its opacity: dark letters on a light ground, for the contrast.
    lookup_table = [min(255, 6 * brightness) for brightness in range(256)]
    character_rotate = (-16, 16)
    character_warp_dx = (0.05, 0.15)
    character_warp_dy = (0.05, 0.15)
    word_space_probability = 1.0
    word_offset_dx = 0.05


def _draw(answer: str) -> bytes:
    out = io.BytesIO()
    picture = _Picture(width=WIDTH, height=HEIGHT, font_sizes=(44, 50))
    picture.generate_image(answer, fg_color=(24, 40, 96, 255)).save(out, "PNG", optimize=True)
    return out.getvalue()


def _seal(key: str, answer: str) -> str:
    return hmac.new(key.encode(), answer.encode(), hashlib.sha256).hexdigest()
