"""The OpenAPI document: FastAPI's, with an example of every answer and our problems instead of FastAPI's errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from graph_service.http.problems import MEDIA_TYPE, Problem

_PROBLEMS: Mapping[str, str] = {
    "400": "Unreadable address or body, or a page address that is not ours",
    "403": "For the administrator only",
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
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    models = _answer_models(app)
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            _complete(operation, models.get((path, method)))
    return made


def example_of(annotation: Any) -> Any:
    """An example of a type, made from the examples of its fields. Raises LookupError naming a field without one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {name: _field_example(annotation, name, info) for name, info in annotation.model_fields.items()}
    origin, parts = get_origin(annotation), [part for part in get_args(annotation) if part is not type(None)]
    if origin in (list, tuple, set, frozenset) and parts:
        return [example_of(parts[0])]
    if origin is dict:
        return {}
    for part in parts:
        try:
            return example_of(part)
        except LookupError:
            continue
    raise LookupError(str(annotation))


def _field_example(model: type[BaseModel], name: str, info: FieldInfo) -> Any:
    if info.examples:
        return info.examples[0]
    try:
        return example_of(info.annotation)
    except LookupError:
        raise LookupError(f"{model.__name__}.{name} has no example") from None


def _answer_models(app: FastAPI) -> dict[tuple[str, str], Any]:
    return {
        (route.path_format, method.lower()): route.response_model
        for route in app.routes
        if isinstance(route, APIRoute) and route.response_model is not None
        for method in route.methods or ()
    }


def _complete(operation: dict[str, Any], model: Any) -> None:
    for parameter in operation.get("parameters", ()):
        _never_null(parameter["schema"])
    answers = operation["responses"]
    if model is not None:
        for status, answer in answers.items():
            if status.startswith("2") and "application/json" in answer.get("content", {}):
                answer["content"]["application/json"].setdefault("example", _shown(model))
    answers.pop("422", None)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status, sentence in _PROBLEMS.items():
        answers.setdefault(status, {"description": sentence, "content": {MEDIA_TYPE: problem}})


def _never_null(schema: dict[str, Any]) -> None:
    """A parameter of an address is there or not, but never null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update({**kinds[0], **schema})


def _shown(model: Any) -> Any:
    shown = example_of(model)
    if isinstance(shown, dict) and "explain" in shown:
        shown.pop("explain")
    return shown
