"""Keys of the API: 256 random bits behind a name to look them up by; what is kept of them is a digest.

A key reads `sillon_<name>_<secret>`. The name may be known to all, the secret is shown once, to whom it is made for.
SHA-256 without salt or stretching is enough for 256 bits that nobody chose.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass, field

from graph_service.access.tickets import digest as digest_of
from graph_service.access.tickets import new_ticket

_NAME_BYTES = 5
_FORM = re.compile(r"sillon_([0-9a-f]{10})_([A-Za-z0-9_-]{43})", re.ASCII)
_NOBODY = digest_of("")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: the one moment at which its text is known here."""

    name: str
    text: str = field(repr=False)
    digest: str = field(repr=False)


def new_key() -> NewKey:
    """A key that nobody has had."""
    name, secret = secrets.token_hex(_NAME_BYTES), new_ticket()
    return NewKey(name, f"sillon_{name}_{secret}", digest_of(secret))


def name_of(text: str) -> str | None:
    """The name in a text that may be a key of ours; None when it has not the form of one."""
    form = _FORM.fullmatch(text)
    return form and form[1]


def opens(text: str, digest: str | None) -> bool:
    """Whether the text is the key that was kept as `digest`; None (no such key) takes the same time to say no."""
    form = _FORM.fullmatch(text)
    same = hmac.compare_digest(digest_of(form[2] if form else ""), digest or _NOBODY)
    return same and form is not None and digest is not None
