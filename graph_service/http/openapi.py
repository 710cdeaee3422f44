"""The OpenAPI document: FastAPI's, with an example of every answer and our problems instead of FastAPI's errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from graph_service.http.problems import MEDIA_TYPE, Problem
from graph_service.schema.model import GraphSchema

Schema = dict[str, Any]

_PROBLEMS: Mapping[str, str] = {
    "400": "Unreadable address or body, or a page address that is not ours",
    "401": "A key that opens nothing, or none where one is needed",
    "403": "Not for the holder of this key",
    "404": "Absent, or not for this reader: never told apart",
    "406": "No such form of the answer",
    "409": "Somebody else is loading",
    "410": "The graph has changed since the first page",
    "413": "A body over the limit",
    "422": "A value that cannot be used",
    "429": "Too many at once",
    "503": "The database does not answer, or a bulk load is running",
    "504": "The question was stopped",
}


TABLE_AND_POINTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": (
            "The rows. A file of another form than JSON holds at most 50,000 of them; where the others are is said by "
            'the header `Link: <…>; rel="next"` and, in geojson, by `links` too.'
        ),
        "headers": {
            "Link": {
                "description": "the address of the rows that follow, if any do",
                "schema": {"type": "string"},
                "example": '</v1/actors?format=csv&after=…>; rel="next"',
            }
        },
        "content": {
            "text/csv": {
                "schema": {"type": "string"},
                "example": "Identifiant;Nom\r\nepci:200039865;Metz Métropole\r\n",
            },
            "application/geo+json": {
                "schema": {"type": "object"},
                "example": {
                    "type": "FeatureCollection",
                    "numberMatched": 60_000,
                    "numberReturned": 1,
                    "links": [
                        {
                            "rel": "next",
                            "href": "/v1/actors?format=geojson&after=…",
                            "type": "application/geo+json",
                        }
                    ],
                    "features": [
                        {
                            "type": "Feature",
                            "id": "insee:57463",
                            "geometry": {"type": "Point", "coordinates": [6.1757, 49.1193]},
                            "properties": {"id": "insee:57463", "label": "Metz"},
                        }
                    ],
                },
            },
        },
    }
}
"""What a list is besides JSON, for the `responses` of its route."""

TABLE: dict[int | str, dict[str, Any]] = {
    200: {**TABLE_AND_POINTS[200], "content": {"text/csv": TABLE_AND_POINTS[200]["content"]["text/csv"]}}
}
"""The same of a list that is a table and no points."""

CLOSED_LIST = "x-closed-list"
"""A parameter that takes the codes of this property of actors, for its `json_schema_extra`: the ontology has them."""

_KEY = "key"


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    made["components"]["securitySchemes"] = {
        _KEY: {
            "type": "http",
            "scheme": "bearer",
            "description": "a key of `sillon key create`, or that of engine.json in the data folder",
        }
    }
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for operations in made["paths"].values():
        for operation in operations.values():
            _complete(operation, schemas, app.state.schema)
    return made


def example_of(schema: Schema, schemas: Mapping[str, Schema], name: str = "") -> Any:
    """An example of a JSON schema, made from the examples of its properties; `schemas`: those that a $ref may name.

    Raises LookupError naming the property without one.
    """
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return example_of(schemas[name], schemas, name)
    if schema.get("examples"):
        return schema["examples"][0]
    if "properties" in schema:
        return {key: example_of(each, schemas, f"{name}.{key}") for key, each in schema["properties"].items()}
    if schema.get("type") == "array" and "items" in schema:
        return [example_of(schema["items"], schemas, name)]
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return example_of(choice, schemas, name)
    if schema.get("type") == "object":
        return {}
    raise LookupError(f"{name} has no example")


def _complete(operation: Schema, schemas: Mapping[str, Schema], ontology: GraphSchema) -> None:
    for parameter in operation.get("parameters", ()):
        _never_null(parameter["schema"])
        if listed := parameter["schema"].pop(CLOSED_LIST, None):
            parameter["schema"]["enum"] = list(ontology.nodes["Actor"].properties[listed].values)
    answers = operation["responses"]
    for status, answer in answers.items():
        content = answer.get("content", {}).get("application/json")
        if status.startswith("2") and content is not None:
            content.setdefault("example", _shown(content["schema"], schemas))
    if "administration" in operation.get("tags", ()):
        operation["security"] = [{_KEY: []}]
    else:
        operation["security"] = [{}, {_KEY: []}]
    answers.pop("422", None)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status, sentence in _PROBLEMS.items():
        answers.setdefault(status, {"description": sentence, "content": {MEDIA_TYPE: problem}})


def _never_null(schema: Schema) -> None:
    """A parameter of an address is there or not, but never null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update({**kinds[0], **schema})


def _shown(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """An example without what comes only when it is asked for."""
    shown = example_of(schema, schemas)
    if isinstance(shown, dict):
        shown.pop("explain", None)
    return shown
