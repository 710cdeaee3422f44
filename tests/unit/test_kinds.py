"""The kinds of files that people fill: complete, agreeing with the schema, never taken for one another."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph_service.kernel.errors import BrokenPromise, DataErrors
from graph_service.schema.model import GraphSchema
from loaders.kinds import ROW, Fact, Kind, kind_of
from loaders.kinds_file import FILE, kinds, read

TEXT = FILE.read_text(encoding="utf-8")

# ── what can be entered ────────────────────────────────────────────────────────────────────────────


def labels_of(kind: Kind, fact: Fact) -> tuple[str | None, ...]:
    return tuple(kind.tells if word == ROW else kind.columns[word].label for word in (fact.start, fact.end))


def test_every_fact_can_be_entered_between_all_that_it_may_join_with_all_its_properties(schema: GraphSchema) -> None:
    enterable = {(fact.type, *labels_of(kind, fact)): (kind, fact) for kind in kinds().values() for fact in kind.facts}

    for edge in schema.edges.values():
        for pair in edge.ends if edge.fact else ():
            assert (edge.type, *pair) in enterable, (
                f"no kind of kinds.toml tells {edge.type} from {pair[0]} to {pair[1]}"
            )
            kind, _ = enterable[edge.type, *pair]
            missing = [name for name in edge.properties if name not in kind.columns and name not in kind.given]
            assert missing == [], f"[{kind.name}] has no column for {edge.type}.{missing}"


def test_everything_that_people_tell_has_a_kind_and_all_its_properties(schema: GraphSchema) -> None:
    told_by_others = {"Actor", "LegalUnit", "Territory", "ConceptScheme", "Concept", "ValueChain", "Stage"}
    told_by_ourselves = {"Source", "Load", "Release"}
    telling = {kind.tells: kind for kind in kinds().values() if kind.tells}

    assert set(telling) == set(schema.nodes) - told_by_others - told_by_ourselves
    for label, kind in telling.items():
        left_out = set(schema.nodes[label].properties) - set(kind.columns)
        allowed = {"Record": {"unit_name", "diffusion", "sole_trader"}}.get(label, set())
        assert left_out <= allowed | {"release", "status", "audience_level"}, label


def test_no_two_kinds_are_taken_for_one_another() -> None:
    for kind in kinds().values():
        required = [column.fr for column in kind.columns.values() if column.required]
        every = [column.fr for column in kind.columns.values()]

        assert kind_of("x.csv", every, kinds()) is kind
        assert kind_of("x.csv", list(kind.columns), kinds()) is kind, "English titles mean the same"
        if len(required) > 1:
            assert kind_of("x.csv", [title.upper() for title in required], kinds()) is kind


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["acteur", "situation", "niveau de maîtrise"], ["compétences", "il manque : compétence"]),
        (["acteur", "maillon", "diffusoin"], ["« diffusoin » est inconnue", "vouliez-vous dire « diffusion »"]),
    ],
)
def test_a_file_of_no_kind_hears_what_the_nearest_kind_would_need(titles: list[str], words: list[str]) -> None:
    with pytest.raises(DataErrors) as refused:
        kind_of("x.csv", titles, kinds())

    assert all(word in refused.value.fr for word in words), refused.value.fr


# ── what kinds.toml must not say ───────────────────────────────────────────────────────────────────

PLANTS: Mapping[str, tuple[str, str, str]] = {
    "an edge that does not exist": ("actor HOLDS stage", "actor HOLD stage", "no edge “HOLD”; did you mean HOLDS"),
    "an edge between other things": ("actor HOLDS stage", "stage HOLDS actor", "HOLDS does not join Stage → Actor"),
    "a column that does not exist": ("actor HOLDS stage", "actor HOLDS stages", "no column “stages”"),
    "half a fact": ("actor HOLDS stage", "actor HOLDS", "is not “column EDGE column”"),
    "a label that does not exist": ('tells = "Offer"', 'tells = "Offers"', "no label “Offers”"),
    "a property that does not exist": ('["unit_name"', '["unit_nane"', "no property “unit_nane”"),
    "a given property that does not exist": ("given = { rank = 1 }", "given = { rnk = 1 }", "no property “rnk”"),
    "a key that nobody reads": ('declarer = "supplier"', 'declarant = "supplier"', "no key “declarant”"),
    "a declarer that is no column": ('declarer = "supplier"', 'declarer = "suplier"', "no column “suplier”"),
    "a prefix that nothing has": ('among = ["stage"]', 'among = ["stages"]', "no label “stages”"),
    "prefixes of two labels": ('among = ["stage"]', 'among = ["stage", "chain"]', "prefixes of one label"),
    "two columns of one title": ('fr = "maillon"', 'fr = "diffusion"', "“diffusion” means two columns"),
    "a thing that no file tells": ('fr = "rapprochement", is = "Match"', 'fr = "rapprochement", is = "Territory"',
                                   "NOTES does not join Note → Territory"),
    "a thing without its declarer": (', is = "Equipment", of = "equipment_of"', ', is = "Equipment"', "needs of"),
}  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "words"), PLANTS.values(), ids=PLANTS)
def test_what_the_schema_does_not_know_stops_with_file_and_line(
    schema: GraphSchema, good: str, bad: str, words: str
) -> None:
    assert TEXT.count(good) >= 1
    line = TEXT[: TEXT.index(good)].count("\n") + 1

    with pytest.raises(BrokenPromise) as refused:
        read(TEXT.replace(good, bad, 1), schema)

    assert words in refused.value.en, refused.value.en
    assert refused.value.en.startswith("kinds.toml, line ")
    told_line = int(refused.value.en.removeprefix("kinds.toml, line ").partition(":")[0])
    assert abs(told_line - line) <= 8, "the line is that of the word or of its section"
