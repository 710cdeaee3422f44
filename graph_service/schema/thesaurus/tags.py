"""Is this the name of a language? RFC 5646 (BCP 47), with the codes that Babel's copy of CLDR knows."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_WELL_FORMED = re.compile(
    r"""
    (?P<language>[a-z]{2,3}(-[a-z]{3}){0,3})
    (-[a-z]{4})?                                # script
    (-(?P<region>[a-z]{2}|\d{3}))?
    (-([a-z\d]{5,8}|\d[a-z\d]{3}))*             # variants
    (-[a-wyz\d](-[a-z\d]{2,8})+)*               # extensions
    (-x(-[a-z\d]{1,8})+)?
    |x(-[a-z\d]{1,8})+                          # private use
    """,
    re.VERBOSE | re.ASCII,
)
_IRREGULAR = frozenset(
    {"en-gb-oed", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"}
    | {
        f"i-{name}"
        for name in (
            "ami", "bnn", "default", "enochian", "hak", "klingon", "lux", "mingo", "navajo", "pwn", "tao", "tay", "tsu",
        )
    }
)  # fmt: skip
"""Registered before the grammar was, and still valid (RFC 5646, section 2.1)."""


@cache
def valid(tag: str) -> bool:
    """Whether a tag follows the grammar, and its two-letter codes of language and region are known ones.

    Languages of three letters are taken as they are (ISO 639-3 has 7,900, and CLDR names a part of them only); so are
    scripts, variants and extensions. Longer first subtags are well-formed in RFC 5646, but none was ever registered.

    >>> [valid(tag) for tag in ("fr", "de-AT", "zh-Hant-TW", "x-patois")]
    [True, True, True, True]
    >>> [valid(tag) for tag in ("zz", "fr-QX", "french", "fr_FR")]
    [False, False, False, False]
    """
    lower = tag.lower()
    if lower in _IRREGULAR:
        return True
    parts = _WELL_FORMED.fullmatch(lower)
    if parts is None:
        return False
    language, region = parts["language"], parts["region"]
    return (language is None or len(language) != 2 or language in _codes()[0]) and (
        region is None or len(region) != 2 or region.upper() in _codes()[1]
    )


@cache
def _codes() -> tuple[frozenset[str], frozenset[str]]:
    """Languages and regions."""
    english = Locale.parse("en")
    return frozenset(english.languages), frozenset(english.territories)
