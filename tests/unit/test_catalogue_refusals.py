"""Each construct that the dialect refuses has a file in tests/refused that must fail, at its line, for its reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.store.catalogue import Catalogue, read_query

REFUSED = Path(__file__).parent.parent / "refused"
FILES = sorted(REFUSED.glob("*.cypher"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_refused_at_its_line_for_its_reason(path: Path, schema: GraphSchema) -> None:
    expected = re.search(r"^// Expected at line (\d+): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert expected is not None, f"{path.name} must say `// Expected at line N: words of the message`"

    with pytest.raises(BrokenPromise) as refusal:
        read_query(path, REFUSED, schema)

    place, line, message = str(refusal.value).split(":", 2)
    assert (place, line) == (path.name, expected[1]), refusal.value
    assert expected[2] in message


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_refusal_of_cypher_says_what_to_write_instead(path: Path, schema: GraphSchema) -> None:
    with pytest.raises(BrokenPromise) as refusal:
        read_query(path, REFUSED, schema)

    line = int(str(refusal.value).split(":")[1])
    is_header = path.read_text(encoding="utf-8").split("\n")[line - 1].startswith("//")
    assert is_header or re.search(r" is refused: .+; write instead: .+|the header lacks", str(refusal.value))


def test_one_bad_file_stops_the_whole_catalogue(tmp_path: Path, schema: GraphSchema) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "bad.cypher").write_bytes((REFUSED / "ungated_node.cypher").read_bytes())

    with pytest.raises(BrokenPromise, match=r"actors/bad\.cypher:\d+: "):
        Catalogue.load(tmp_path, schema)
