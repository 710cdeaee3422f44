"""Every promise that a .cypher file makes, checked before the first question is asked.

The header says what goes in and what comes out; `dialect` says what may stand between. A broken promise stops the start
with the file, the line, what is refused, why, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.store.dialect.reading import Reading
from graph_service.store.dialect.scope import Scope
from graph_service.store.dialect.tokens import Refused, Token, every, tokens
from graph_service.store.header import GATE_PARAMS, Header


def check(text: str, header: Header, schema: GraphSchema, place: str) -> None:
    """Compare header, Cypher and schema of one file; `place` is its name.

    Raises BrokenPromise: "file:line: what is refused: why; write instead: …".
    """
    try:
        items = tokens(text)
        _check_params(items, header, text)
        reading = Reading(schema, writes=header.access == "write")
        columns = reading.query(items, Scope(), "TOP")
        _check_returns(columns or [], header)
        _check_words(reading.asked_of_index, header)
    except Refused as refused:
        raise BrokenPromise(f"{place}:{max(refused.line, 1)}: {refused}") from None


def _check_params(items: tuple[Token, ...], header: Header, text: str) -> None:
    declared = {param.name for param in header.params}
    used = {token.text[1:]: token.line for token in reversed(list(every(items))) if token.kind == "param"}
    for name, line in used.items():
        if name not in declared | GATE_PARAMS:
            raise Refused(line, f"${name}", "the header does not declare it", f"`// param  {name}  type  sentence`")
    for name in sorted(declared - set(used)):
        line = next(at for at, row in enumerate(text.split("\n"), 1) if row[2:].split()[:2] == ["param", name])
        raise Refused(line, f"the parameter {name}", "the question never uses it", f"${name} in it, or no declaration")


def _check_returns(columns: list[str], header: Header) -> None:
    declared = [column.name for column in header.returns]
    if columns != declared:
        why = f"the last RETURN answers {', '.join(columns) or 'nothing'}"
        raise Refused(header.return_line, f"return {', '.join(declared) or 'nothing'}", why, "the same, in this order")


def _check_words(asked_of_index: Sequence[Token], header: Header) -> None:
    types = {param.name: param.type for param in header.params}
    for token in asked_of_index:
        name = token.text[1:]
        if types.get(name) != "words":
            why = "what is no full-text query is an error in one engine or both"
            raise Refused(token.line, f"the type of {name}", why, f"`// param  {name}  words  …`")
