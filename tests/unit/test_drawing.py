"""Drawings: everything given is there, told by shape and word, in the same bytes each time, and nothing gets out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from graph_service import resources
from graph_service.drawing import (
    EgoNode,
    EgoTie,
    Head,
    MapPoint,
    StageBox,
    chain_columns,
    ego_graph,
    flow_columns,
    matrix,
    points_on_map,
)
from graph_service.drawing.captions import CAPTIONS
from graph_service.drawing.palette import GROUNDS, PALETTE, SPHERES, WORDS
from graph_service.schema.reader import load_schema
from graph_service.schema.words import Words
from tests.unit.drawn import (
    CHAIN,
    NODES,
    POINTS,
    SVG,
    TIES,
    boxes_of,
    inked,
    inside,
    named_boxes,
    overlapping,
    root_of,
    struck,
    traces,
    words_of,
)

EVIL = '<img src=x onerror="alert(1)">&\u202egnp.exe\x00\ud800'


def _chain(words: str = "Filière") -> str:
    return chain_columns([*CHAIN, StageBox("s:6", words, 4, held=1, href=words)], title=words)


def _ego(words: str = "Autour") -> str:
    return ego_graph(
        [*NODES, EgoNode("e", words, words, 1, words)], [*TIES, EgoTie("e", "me", words, words)], title=words
    )


def _flows(words: str = "Aval") -> str:
    return flow_columns(
        [*NODES, EgoNode("e", words, words, 2, words)], [*TIES, EgoTie("e", "a", words, words)], title=words
    )


def _map(words: str = "Carte") -> str:
    return points_on_map([*POINTS, MapPoint(words, 49.0, 6.0, words, words)], title=words, note=words)


def _matrix(words: str = "Table") -> str:
    return matrix([Head(words, words)], [Head(words), Head("Metz")], [[0, 2]], title=words, hrefs=[[words, "/a"]])


DRAWINGS = {"chain": _chain, "ego": _ego, "flows": _flows, "map": _map, "matrix": _matrix}
each_drawing = pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)


@each_drawing
def test_a_drawing_says_what_it_is_to_those_who_do_not_see_it(draw: Callable[[str], str]) -> None:
    root = root_of(draw("Un titre"))

    assert root.findtext(f"{SVG}title") == "Un titre"
    assert root.get("aria-label") == "Un titre"
    assert len(root.findtext(f"{SVG}desc") or "") > 10


def test_a_drawing_without_links_is_an_image_and_one_with_links_a_group() -> None:
    silent = chain_columns([StageBox("s:1", "Seul", held=1)], title="x")
    leading = chain_columns([StageBox("s:1", "Seul", held=1, href="/filieres/x")], title="x")

    assert root_of(silent).get("role") == "img"
    assert root_of(leading).get("role") == "group"
    assert [each.get("href") for each in root_of(leading).iter(f"{SVG}a")] == ["/filieres/x"]


@each_drawing
def test_the_same_input_gives_the_same_bytes(draw: Callable[[], str]) -> None:
    assert draw().encode() == draw().encode()


@each_drawing
def test_words_stay_words_whatever_they_hold(draw: Callable[[str], str]) -> None:
    svg = draw(EVIL)
    names = {each.tag.removeprefix(SVG) for each in root_of(svg).iter()}

    assert svg.encode("utf-8")
    assert not {"img", "script", "style", "image", "foreignObject"} & names
    assert "\u202e" not in svg
    assert "\x00" not in svg
    assert root_of(svg).findtext(f"{SVG}title") == '<img src=x onerror="alert(1)">&gnp.exe \N{REPLACEMENT CHARACTER}'


@each_drawing
def test_nothing_is_drawn_that_a_strict_page_would_block(draw: Callable[[str], str]) -> None:
    for each in root_of(draw(EVIL)).iter():
        assert each.tag != f"{SVG}style"
        assert not [name for name in each.attrib if name == "style" or name.startswith("on")]
        assert "url(" not in " ".join(each.attrib.values())


@each_drawing
@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_an_address_that_a_browser_would_execute_or_that_leads_astray_is_no_link(
    draw: Callable[[str], str], href: str
) -> None:
    assert href not in [each.get("href") for each in root_of(draw(href)).iter(f"{SVG}a")]


def test_each_stage_is_a_box_and_each_missing_one_another_shape_with_a_word() -> None:
    svg = chain_columns(CHAIN, title="Hydrogène")

    assert len(inked(svg, "box")) == 4
    assert [each.tag for each in inked(svg, "missing")] == [f"{SVG}polygon"] * 2  # the stage, and the legend
    assert words_of(svg).count("maillon absent") == 2
    assert "5 candidats" in words_of(svg)
    assert "Maillons absents : Compression." in (root_of(svg).findtext(f"{SVG}desc") or "")


def test_a_chain_counts_its_holders_in_words() -> None:
    said = words_of(chain_columns(CHAIN, title="Hydrogène"))

    assert [each for each in said if "acteur" in each] == ["4 acteurs", "1 acteur", "3 acteurs", "2 acteurs"]


def test_each_flow_between_two_stages_is_one_arrow_and_others_are_none() -> None:
    svg = chain_columns(CHAIN, title="Hydrogène")

    assert len(inked(svg, "head")) == 7  # not to itself, not to a stage that is not there


def test_boxes_of_a_chain_do_not_overlap_and_stand_in_the_order_of_their_ranks() -> None:
    svg = chain_columns(CHAIN, title="Hydrogène")
    boxes = boxes_of(svg)

    assert len(boxes) == 5
    assert overlapping(boxes) == []
    assert len({left for left, *_ in boxes}) == 4  # ranks 1, 2, 3, none
    assert overlapping([(0, 0, 2, 2), (1, 1, 3, 3)]) != []


def test_no_arrow_passes_behind_a_box_or_through_a_name() -> None:
    for wide in (1120, 340):
        svg = chain_columns(CHAIN, title="Hydrogène", wide=wide)
        points = [point for trace in traces(svg) for point in trace]

        assert len(traces(svg)) == 7
        assert [box for box in boxes_of(svg) if any(inside(point, box) for point in points)] == []
        assert struck(svg) == []
    _, box = named_boxes(svg)[0]
    line = f'<path d="M 0 {box[3] - 3} L 340 {box[3] - 3}" class="sl-flow"/>'
    assert struck(svg.replace("<path ", line + "<path ", 1)) != []


def test_a_long_chain_of_anything_is_drawn() -> None:
    many = [StageBox(f"s:{n}", f"Étape {n} " * 9, n % 7, tuple(f"s:{m}" for m in range(60)), n % 3) for n in range(60)]
    svg = chain_columns(many, title="Tout nourrit tout")

    assert len(inked(svg, "box")) == 40
    assert len(inked(svg, "head")) == 60 * 59


def test_zeros_of_a_matrix_have_a_ground_and_a_stroke_and_numbers_their_addresses() -> None:
    svg = matrix(
        [Head("Ressource"), Head("Réemploi")],
        [Head("Metz"), Head("Nancy")],
        [[1, 0], [0, 12]],
        title="Filière",
        totals=[1, 12],
        hrefs=[["/a", None], [None, "/b"]],
    )

    assert len(inked(svg, "zero")) == len(inked(svg, "stroke")) == 2
    assert [each for each in words_of(svg) if each.isdigit()] == ["1", "0", "1", "0", "12", "12"]
    assert [each.get("href") for each in root_of(svg).iter(f"{SVG}a")] == ["/a", "/b"]
    assert "Ressource, Nancy: aucun acteur" in [each.text for each in root_of(svg).iter(f"{SVG}title")]


@pytest.mark.parametrize("counts", [[[1]], [[1, 2], [3, 4]], [], [[1, 2, 3]]])
def test_a_matrix_with_a_hole_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="each row"):
        matrix([Head("a")], [Head("b"), Head("c")], counts, title="x")


def test_a_drawing_of_nothing_says_so() -> None:
    assert "Rien à dessiner." in words_of(chain_columns([], title="x"))
    assert root_of(points_on_map([], title="x")).findtext(f"{SVG}desc") == "Rien à dessiner."
    assert len(inked(ego_graph([NODES[0]], [], title="x"), "halo")) == 1


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("role", WORDS)
def test_words_can_be_read_on_every_ground(role: str) -> None:
    for ground in GROUNDS:
        assert contrast(PALETTE[role]["fill"], PALETTE[ground]["fill"]) >= 4.5, (role, ground)
    assert contrast("#777777", "#888888") < 4.5


@pytest.mark.parametrize("sphere", SPHERES)
def test_marks_stand_out_from_every_ground(sphere: str) -> None:
    for ground in GROUNDS:
        assert contrast(PALETTE[sphere]["fill"], PALETTE[ground]["fill"]) >= 3


@pytest.mark.parametrize("lang", ["fr", "en", "de"])
def test_spheres_and_bases_are_called_what_the_ontology_calls_them(lang: str) -> None:
    words = Words(load_schema(resources.folder("ontology")), lang)

    for family, codes in (("sphere", SPHERES), ("basis", ("declared", "observed", "inferred"))):
        for code in codes:
            assert CAPTIONS[lang][code] == words.value(family, code)


def test_every_language_says_the_same_captions() -> None:
    for words in CAPTIONS.values():
        assert words.keys() == CAPTIONS["fr"].keys()
        for key, text in words.items():
            assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", CAPTIONS["fr"][key]), key
