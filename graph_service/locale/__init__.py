"""The words people read, in French, English and German, one TOML file per language."""

from graph_service.locale.negotiation import DEFAULT, LANGUAGES, Language, language_asked
from graph_service.locale.texts import Texts, texts

__all__ = ["DEFAULT", "LANGUAGES", "Language", "Texts", "language_asked", "texts"]
