"""Words that say nothing of a subject; function_words.toml has them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def function_words(lang: str) -> frozenset[str]:
    """The function words of a language (fr, en, de), folded."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(told[lang].split())
