"""What lets somebody in who has no key: 256 random bits, of which only a digest is kept, and it is kept by the digest.

SHA-256 without salt or stretching is enough for bits that nobody chose.
"""

from __future__ import annotations

import hashlib
import re
import secrets

_FORM = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_ticket() -> str:
    """A ticket that nobody has had."""
    return secrets.token_urlsafe(32)


def kept_as(ticket: str) -> str | None:
    """What is kept of a ticket; None for a text that has not the form of one.

    >>> kept_as("?") is None
    True
    """
    return digest(ticket) if _FORM.fullmatch(ticket) else None


def digest(secret: str) -> str:
    """SHA-256 of a secret, in hexadecimal."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
