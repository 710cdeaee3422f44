"""The description of the API teaches by example, is true, and is read without the internet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs  # comes with schemathesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from graph_service.access.rights import LOCAL_ADMINISTRATOR, Rights
from graph_service.app import create_app
from graph_service.http.openapi import document, example_of
from graph_service.settings import Settings
from graph_service.store import keys
from tests.api.conftest import HOME, Service
from tests.engine.town_names import FOUNDRY

GENERATED_PER_OPERATION = {"visitor": 4, "member": 4, "analyst": 4, "administrator": 12}
STARTS_WORK = {"/v1/loads", "/v1/rollback"}
"""Routes that would load or undo what was generated."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return document(create_app(Settings(data=tmp_path_factory.mktemp("described"), territory=HOME)))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def without_example(operation: dict[str, Any]) -> list[str]:
    """Parameters and answers of an operation that show no example."""
    lacking = [each["name"] for each in operation.get("parameters", ()) if not _has_example(each)]
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            lacking += [
                f"{status} {kind}" for kind, content in answer.get("content", {}).items() if "example" not in content
            ]
            lacking += [] if answer.get("content") else [status]
    return lacking


def _has_example(parameter: dict[str, Any]) -> bool:
    return bool({"example", "examples"} & (parameter.keys() | parameter["schema"].keys()))


def test_every_parameter_and_every_answer_has_an_example(described: dict[str, Any]) -> None:
    lacking = {name: found for name, operation in operations(described) if (found := without_example(operation))}

    assert lacking == {}, "give the Field or the Path `examples=[…]`"


def test_every_field_of_every_body_and_answer_has_an_example(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]

    assert {"ActorRow", "ActorProfile", "Concept", "Territory", "Fact", "LoadAsked", "Job", "Problem"} <= schemas.keys()
    for name, schema in schemas.items():
        for field, each in schema.get("properties", {}).items():
            example_of(each, schemas, f"{name}.{field}")  # raises naming the field without one


def test_the_law_of_examples_catches_a_field_without_one() -> None:
    mute = {"Mute": {"properties": {"words": {"type": "integer"}}, "type": "object"}}

    with pytest.raises(LookupError, match=r"Mute\.words"):
        example_of({"type": "array", "items": {"$ref": "#/components/schemas/Mute"}}, mute)


_VALUES = ("example", "default", "enum", "const")


def untrue_examples(node: Any, components: dict[str, Any], place: str = "") -> Iterator[str]:
    """Examples, anywhere in a document, that are not what the schema beside them describes."""
    if isinstance(node, list):
        for number, each in enumerate(node):
            yield from untrue_examples(each, components, f"{place}/{number}")
    if not isinstance(node, dict):
        return
    # in a schema `examples` is a list; the field of that name, in `properties`, would be a schema
    told = [(node, each) for each in node["examples"]] if isinstance(node.get("examples"), list) else []
    if isinstance(node.get("schema"), dict) and "example" in node:
        told.append((node["schema"], node["example"]))
    for schema, example in told:
        checker = jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})
        yield from (f"{place}: {wrong.message}" for wrong in checker.iter_errors(example))
    for key, each in node.items():
        if key not in _VALUES and not (key == "examples" and isinstance(each, list)):
            yield from untrue_examples(each, components, f"{place}/{key}")


def test_every_example_is_what_its_schema_describes(described: dict[str, Any]) -> None:
    assert list(untrue_examples(described, described["components"])) == []


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ({"schema": {"type": "string", "examples": [None]}}, "/schema: null is not of type"),
        ({"content": {"json": {"schema": {"$ref": "#/components/schemas/A"}, "example": {}}}}, '"n" is a required'),
        ({"properties": {"examples": {"type": "integer", "examples": [1, "two"]}}}, '/properties/examples: "two"'),
        ({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}], "examples": [{"n": "x"}]}, '"x"'),
    ],
)
def test_the_law_of_true_examples_catches_a_false_one(part: dict[str, Any], complaint: str) -> None:
    known = {"schemas": {"A": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}}}

    (found,) = untrue_examples(part, known)

    assert complaint in found


def test_parameters_of_closed_lists_name_their_values(described: dict[str, Any]) -> None:
    parameters = {each["name"]: each["schema"] for each in described["paths"]["/v1/actors"]["get"]["parameters"]}

    assert set(parameters["sphere"]["enum"]) == {
        "company", "public", "research", "education", "association", "support",
    }  # fmt: skip
    assert {"NN", "00", "53"} <= set(parameters["workforce"]["enum"])
    assert not [name for name, schema in parameters.items() if any(key.startswith("x-") for key in schema)]


def test_every_operation_says_in_words_what_it_answers(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        assert operation.get("summary"), name
        assert operation.get("description"), name
        assert operation.get("tags"), name


def test_errors_are_problems_everywhere(described: dict[str, Any]) -> None:
    for name, operation in operations(described):
        errors = {status: answer for status, answer in operation["responses"].items() if status[0] in "45"}
        assert {"400", "404", "422", "503"} <= errors.keys(), name
        assert all(set(answer["content"]) == {"application/problem+json"} for answer in errors.values()), name
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_the_page_of_the_api_has_no_inline_script_and_no_foreign_address(anybody: httpx.Client) -> None:
    page = anybody.get("/docs")

    assert page.headers["content-type"].startswith("text/html")
    assert re.findall(r"<script(?![^>]*\bsrc=)", page.text) == []
    assert re.findall(r"<style|\bstyle=|\bon\w+=", page.text) == []
    assert re.findall(r"(?:https?:)?//[\w.]+", page.text) == []
    for part in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        answer = anybody.get(part)
        assert answer.status_code == 200, part
        assert anybody.get(part, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert anybody.get("/docs/main.py").status_code == 404


@pytest.mark.chromium
def test_the_page_of_the_api_is_drawn_by_a_browser_without_a_complaint(embedded: Service, chromium: Browser) -> None:
    complaints: list[str] = []
    foreign: list[str] = []
    with chromium.new_context() as window:
        page = window.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda asked: foreign.append(asked.url) if _is_foreign(asked.url, embedded) else None)
        page.goto(embedded.address + "/docs")
        page.wait_for_selector(".opblock", timeout=60_000)
        page.click(".opblock-summary >> nth=0")
        page.wait_for_selector(".opblock-body", timeout=30_000)
        shown = page.locator(".opblock").count()
    described = httpx.get(embedded.address + "/openapi.json", trust_env=False).json()
    assert shown == sum(1 for _ in operations(described))
    assert (complaints, foreign) == ([], [])


def _is_foreign(url: str, service: Service) -> bool:
    return not url.startswith((service.address, "data:", "blob:"))


def generated(times: int) -> settings:
    """So many requests of an operation, the same ones each time."""
    return settings(
        max_examples=times,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def role_keys(embedded: Service) -> dict[str, str]:
    """Role → a key of it; that of the administrator may do everything."""
    rights = {
        "member": Rights("member", (FOUNDRY,), verbs=("read",)),
        "analyst": Rights("analyst", verbs=("read",)),
        "administrator": LOCAL_ADMINISTRATOR,
    }
    return {role: keys.make(embedded.store.books, each, label="x", days=1)[1].text for role, each in rights.items()}


@pytest.mark.parametrize("role", ["visitor", "member", "analyst", "administrator"])
def test_what_is_generated_from_the_description_is_answered_as_described(
    embedded: Service, role_keys: dict[str, str], role: str
) -> None:
    schema = schemathesis.openapi.from_url(embedded.address + "/openapi.json")
    checks = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
    headers = {"Authorization": f"Bearer {role_keys[role]}"} if role in role_keys else {}
    asked: list[int] = []

    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if role == "administrator" and operation.path in STARTS_WORK and operation.method.upper() == "POST":
            continue

        @generated(GENERATED_PER_OPERATION[role])
        def ask(case: schemathesis.Case[Any]) -> None:
            answer = case.call(headers=headers)
            asked.append(answer.status_code)
            case.validate_response(answer, checks=list(checks))

        given(case=operation.as_strategy())(ask)()

    assert len(asked) > 100
    assert {200, 404, 422} <= set(asked)
    assert {"visitor": 401, "administrator": 201}.get(role, 403) in asked
