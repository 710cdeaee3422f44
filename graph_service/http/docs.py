"""`/docs`: Swagger UI from an installed package, on a page of ours without inline script, offline.

FastAPI's own page has an inline script and asks a CDN; both are against our content policy.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import fastapi_swagger
import orjson
from fastapi import APIRouter, FastAPI, Request, Response

from graph_service.http.openapi import document
from graph_service.http.porch import POLICY
from graph_service.http.tags import matches
from graph_service.kernel.errors import NotFound
from graph_service.resources import build

router = APIRouter(include_in_schema=False)

_PARTS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
_START = """\
window.addEventListener("load", function () {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true
  });
});
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</head>
<body>
<div id="swagger-ui"><p>The description of this API for programs: <a href="/openapi.json">openapi.json</a>.</p></div>
</body>
</html>
"""
_POLICY = POLICY.replace("default-src 'self'", "default-src 'self'; img-src 'self' data:")
"""Swagger UI's own style sheet draws its arrows from data addresses."""


@router.get("/docs")
async def page(request: Request) -> Response:
    """The page."""
    html = _PAGE.format(title=escape(request.app.title))
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": _POLICY})


@router.get("/docs/{part}")
def part(request: Request, part: str) -> Response:
    """A file of the page."""
    if part == "start.js":
        return _kept(request, _START.encode(), "text/javascript")
    if part not in _PARTS:
        raise NotFound("Ce fichier n'existe pas.", "There is no such file.")
    return _kept(request, _file(part), _PARTS[part])


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return _kept(request, orjson.dumps(described(request.app)), "application/json")


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = document(app)
    return app.openapi_schema


def _kept(request: Request, content: bytes, media_type: str) -> Response:
    """What changes with the installed version only."""
    headers = {"ETag": f'"{build()}"', "Cache-Control": "no-cache"}
    if matches(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


@cache
def _file(name: str) -> bytes:
    return (files(fastapi_swagger) / "resources" / name).read_bytes()
