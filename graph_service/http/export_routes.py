"""`/v1/export`: the whole graph as a file, for the administrator."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Annotated, BinaryIO, Literal, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from graph_service.formats import entries, rdf
from graph_service.http.language import language_of
from graph_service.http.negotiation import MEDIA_TYPES
from graph_service.http.opening import store_of
from graph_service.http.parameters import Plain, said_once
from graph_service.http.viewer import needs
from graph_service.kernel.errors import WrongInput

router = APIRouter(prefix="/v1/export", tags=["administration"], dependencies=[Depends(needs("administer"))])

LEFT_OUT = "Sillon-Left-Out"
"""How many nodes, edges and values of what is said the vocabulary has no term for."""
_IN_MEMORY = 5_000_000
_PIECE = 256_000
_TEXT = {"type": "string"}
_QUAD = (
    "<http://rdf.insee.fr/geo/commune/57463> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/sillon/ontology#Territory> .\n"
)


class Exported(Plain):
    """What is exported."""

    format: Literal["ttl", "jsonld", "nq", "csv"] = Field(
        "ttl", description="Turtle, JSON-LD or N-Quads (facts as sl:Fact), or CSV", examples=["ttl"]
    )
    as_: rdf.ProfileName | None = Field(
        None,
        alias="as",
        description="in this vocabulary alone (RDF only); the header Sillon-Left-Out counts what it has no term for",
        examples=["pair"],
    )


@router.get(
    "",
    response_class=Response,
    responses={
        200: {
            "description": "The file",
            "content": {
                "text/turtle": {"schema": _TEXT, "example": "insee:57463 a sl:Territory ."},
                "application/ld+json": {
                    "schema": {"type": "object"},
                    "example": {
                        "@context": {"insee": "http://rdf.insee.fr/geo/commune/"},
                        "@graph": [{"@id": "insee:57463"}],
                    },
                },
                "application/n-quads": {"schema": _TEXT, "example": _QUAD},
                "text/csv": {"schema": _TEXT, "example": "kind;type;id;start;end\r\nnode;Territory;insee:57463;;\r\n"},
            },
        }
    },
    summary="The whole graph as a file",
)
def export(request: Request, asked: Annotated[Exported, Query()]) -> Response:
    """Every node and edge with its provenance, in the order of type and id: the same graph gives the same bytes.

    With `as`, only what that vocabulary can say, in its terms alone.
    """
    said_once(request, asked)
    if asked.as_ and asked.format == "csv":
        raise WrongInput(
            "Un vocabulaire s'écrit en RDF : ttl, jsonld ou nq, pas csv.",
            "A vocabulary is written in RDF: ttl, jsonld or nq, not csv.",
            field="format",
        )
    headers = {"Content-Disposition": f'attachment; filename="sillon.{asked.format}"', "Cache-Control": "no-store"}
    store = store_of(request)
    out = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  (closed by _pieces)
    try:
        if asked.as_ and asked.format != "csv":
            left = rdf.write_as(store.dump(), store.schema, out, asked.format, asked.as_)
            headers[LEFT_OUT] = f"nodes={left.nodes}, edges={left.edges}, values={left.values}"
        elif asked.format == "csv":
            entries.write(store.dump(), out, language_of(request))
        else:
            rdf.write(store.dump(), store.schema, out, asked.format)
    except BaseException:
        out.close()
        raise
    headers["Content-Length"] = str(out.tell())
    out.seek(0)
    return StreamingResponse(_pieces(out), media_type=MEDIA_TYPES[asked.format], headers=headers)


def _pieces(out: BinaryIO) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece
