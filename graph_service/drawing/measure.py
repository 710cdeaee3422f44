"""How wide words are, without a font at hand: always a little more than they will be."""

from __future__ import annotations

from typing import Final

from graph_service.drawing.svg import clean

_NARROW: Final = frozenset("iíìîïjltfrI.,'’:;|!()[] \N{NO-BREAK SPACE}·")
_WIDE: Final = frozenset("mwMWŒœÆæ@%—–&Ω")


def width(text: str, size: float = 13) -> float:
    """The width of `text` in pixels at a font size."""
    return size * sum(map(_ems, text))


def _ems(sign: str) -> float:
    if sign in _NARROW:
        return 0.36
    if sign in _WIDE:
        return 0.95
    if ord(sign) >= 0x2E80:  # Chinese, Japanese, Korean, pictures
        return 1.1
    return 0.74 if sign.isupper() else 0.6


def shortened(text: str, room: float, size: float = 13) -> str:
    """`text` cut at its end so that it fits, with an ellipsis."""
    text = clean(text)
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, lines: int, size: float = 13) -> list[str]:
    """`text` in at most `lines` lines that fit; at least one, maybe empty. A word too long for a line is parted."""
    words = clean(text).split(" ")
    found: list[str] = []
    while words and len(found) < lines:
        last = len(found) + 1 == lines
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += " " + words.pop(0)
        if last and words:
            line = " ".join([line, *words])
        elif not last and width(line, size) > room:
            head = _head(line, room, size)
            words.insert(0, line[len(head) :])
            line = head.removesuffix("-") + "-"
        found.append(shortened(line, room, size))
    return found


def _head(word: str, room: float, size: float) -> str:
    """As much of a word as fits, up to a hyphen of its own or else one more; no lone sign is left for the next line."""
    own = [place + 1 for place, sign in enumerate(word[:-1]) if sign == "-" and width(word[: place + 1], size) <= room]
    if own:
        return word[: own[-1]]
    kept = len(word) - 3
    while kept > 1 and width(word[:kept] + "-", size) > room:
        kept -= 1
    return word[: max(kept, 1)]
