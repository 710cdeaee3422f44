"""What is said of a text that is no identifier, in French and in English."""

from __future__ import annotations

import pytest

from graph_service import resources
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.reader import load_schema


@pytest.fixture(scope="module")
def prefixes() -> PrefixTable:
    return load_schema(resources.folder("ontology")).prefixes


@pytest.mark.parametrize(
    ("typed", "fr", "en"),
    [
        (
            "siret:11111111111111",
            "« 11111111111111 » ne convient pas pour : numéro SIRET (la clé de ce SIRET est fausse).",
            "“11111111111111” does not fit: SIRET number (the key of this SIRET is wrong).",
        ),
        (
            "siren:12",
            "« 12 » ne convient pas pour : numéro SIREN (un SIREN a neuf chiffres).",
            "“12” does not fit: SIREN number (a SIREN has nine digits).",
        ),
        ("naf:xx", "« xx » ne convient pas pour : activité NAF rév. 2.", "“xx” does not fit: NAF rev. 2 activity."),
        (
            "epci:1",
            "« 1 » ne convient pas pour : intercommunalité (SIREN).",
            "“1” does not fit: intermunicipality (SIREN).",
        ),
        ("naf:", "« naf: » ne convient pas pour : activité NAF rév. 2.", "“naf:” does not fit: NAF rev. 2 activity."),
        (
            "  ",
            "Un identifiant manque : on attend un préfixe, deux points, un code (naf:25).",
            "An identifier is missing: a prefix, a colon, a code are expected (naf:25).",
        ),
    ],
)
def test_a_wrong_identifier_is_told_with_what_was_expected_and_why(
    prefixes: PrefixTable, typed: str, fr: str, en: str
) -> None:
    with pytest.raises(UnknownIdentifier) as refused:
        prefixes.curie(typed, field="id")

    assert (refused.value.fr, refused.value.en, refused.value.field) == (fr, en, "id")


def test_no_sentence_about_an_identifier_has_an_article_that_may_be_of_the_wrong_gender(prefixes: PrefixTable) -> None:
    for prefix in prefixes:
        with pytest.raises(UnknownIdentifier) as refused:
            prefixes.make(prefix.name, "\N{SNOWMAN}")
        assert f"n'est pas un {prefix.label_fr}" not in refused.value.fr
        assert prefix.label_fr in refused.value.fr
