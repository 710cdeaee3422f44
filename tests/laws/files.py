"""The laws of the files: how long, how they excuse themselves, what they import where, what must not stand in them."""

from __future__ import annotations

import ast
import io
import os
import re
import tokenize
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 300
"""Lines of a module: what a person reads in one go (design: “under about 300”)."""
HEAVY = frozenset({"arcadedb", "httpx", "pandas", "psutil", "rich", "uvicorn"})
"""Packages that cost a start too much to be imported at the top of a module."""
STARTING = (
    "graph_service/cli/",
    "graph_service/client/__init__.py",
    "graph_service/client/host.py",
    "graph_service/store/__init__.py",
)
"""Modules that put off our own rooms too: a command must not pay for the service, nor a service for both engines."""

_EXCUSE = re.compile(r"#\s*(noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore\b(?:\[[\w\-, ]+\])?|pragma:.*)")
_REASON = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
_MARKS = frozenset({"skip", "skipif", "xfail", "importorskip", "exit"})

# Written so that this file does not hold what it looks for.
UNWANTED: dict[str, re.Pattern[str]] = {
    "a path of one machine": re.compile(
        r"(?<![\w.}~-])/(?:h[o]me|Us[e]rs|ro[o]t|mn[t]|tm[p]|wor[k])/(?!somebody\b)[\w.-]+|\b[A-Z]:\\\\?Us[e]rs\b"
    ),
    "the address of a package index": re.compile(
        r"https?://[^\s/\"']*(?:p[y]pi|n[p]mjs|art[i]factory|n[e]xus|devp[i])[^\s\"']*"
        r"|--(?:extra-)?index-url[ =]+(?!https://packages\.example)\S+|\"res[o]lved\":\s*\"http",
        re.IGNORECASE,
    ),
    "a secret": re.compile(
        r"-----BEG[I]N [A-Z ]*PRIVATE KEY|\bAKI[A][0-9A-Z]{16}\b|\bgh[pous]_[A-Za-z0-9]{30,}|\bxox[abp]-[\w-]{10,}"
        r"|\bsk-[A-Za-z0-9_-]{24,}|\beyJ[\w-]{12,}\.eyJ[\w-]{12,}|://[^/\s:@\"'{}$]+:[^/\s@\"'{}$]+@[\w.-]+"
    ),
    "the tools that wrote it": re.compile(
        r"\b(?:cl[a]ude|anthr[o]pic|open[a]i|chatg[p]t|g[p]t-?\d|cop[i]lot|l[l]ms?|language m[o]dels?)\b"
        r"|\b(?:a[i]|machine)[- ](?:generated|written|assistant)|\bas an a[i]\b|\bsub-?ag[e]nts?\b|co-authored-b[y]:"
        r"|\b(?:this|previous|earlier|last|next|another) ses[s]ion\b|\b(?:the|my|your) br[i]ef (?:says|asks|names)\b",
        re.IGNORECASE,
    ),
}
_DATA = ("loaders/data/reference/", "requirements.lock")
"""Not our words; the lock has a test of its own for places."""


def project_files(root: Path) -> list[Path]:
    """Every file of a checkout that .gitignore does not leave out, sorted."""
    ignored = [line for line in (root / ".gitignore").read_text(encoding="utf-8").split() if not line.startswith("#")]

    def left_out(path: Path) -> bool:
        place = path.relative_to(root).as_posix()
        names = [(pattern.strip("/"), place if "/" in pattern[:-1] else path.name) for pattern in ignored]
        return path.name == ".git" or any(fnmatch(name, pattern) for pattern, name in names)

    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not left_out(Path(folder, name))]
        found += [path for name in names if not left_out(path := Path(folder, name))]
    return sorted(found)


def modules(root: Path) -> list[Path]:
    """Every Python file of ours."""
    return [path for path in project_files(root) if path.suffix == ".py"]


def too_long(root: Path) -> list[str]:
    """Modules longer than a person reads in one go."""
    told = [(path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(root)]
    return [f"{_place(path, root)}: {lines} lines, split it by purpose" for path, lines in told if lines > LONGEST]


def without_docstring(root: Path) -> list[str]:
    """Modules that do not say what they are for."""
    told = [(path, path.read_text(encoding="utf-8")) for path in modules(root)]
    return [
        f"{_place(path, root)}:1: no docstring says what it is for"
        for path, text in told
        if text.strip() and not ast.get_docstring(ast.parse(text))
    ]


def without_reason(root: Path) -> list[str]:
    """Exceptions from a rule, and skipped tests, that do not say why on their line."""
    found = []
    for path in modules(root):
        text = path.read_text(encoding="utf-8")
        told = [
            *(_bare_comments(text) if _EXCUSE.search(text) else ()),
            *(_bare_marks(text) if "pytest." in text else ()),
        ]
        found += [f"{_place(path, root)}:{line}: {what} without its reason beside it" for line, what in sorted(told)]
    return found


def _bare_comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            for excuse in _EXCUSE.finditer(token.string):
                rest = token.string[excuse.end() :].partition("# noqa")[0].partition("# type:")[0]
                if not _REASON.search(rest):
                    yield token.start[0], excuse[1].partition(":")[0] if excuse[1][0] == "n" else excuse[1]


def _bare_marks(text: str) -> Iterator[tuple[int, str]]:
    called = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called.add(node.func)
            name = _mark(node.func)
            said = [*node.args, *(word.value for word in node.keywords if word.arg in ("reason", "msg"))]
            texts = [part for part in said if isinstance(part, ast.JoinedStr) or _words(part)]
            if name and not texts:
                yield node.lineno, name
        elif isinstance(node, ast.Attribute) and node not in called and _mark(node):
            yield node.lineno, _mark(node)


def _mark(node: ast.expr) -> str:
    spelt = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
    return spelt if spelt.startswith("pytest.") and spelt.rpartition(".")[2] in _MARKS else ""


def _words(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_REASON.search(node.value))


def unwanted(root: Path, paths: Iterable[Path]) -> list[str]:
    """Paths of a machine, addresses of package indexes, secrets, and talk about tools, line by line."""
    found = []
    for path in paths:
        place, data = _place(path, root), path.read_bytes()
        if place.startswith(_DATA) or b"\0" in data[:8_000]:
            continue
        text = data.decode("utf-8")
        for what, pattern in UNWANTED.items():
            for hit in pattern.finditer(text):
                found.append(f"{place}:{text.count(chr(10), 0, hit.start()) + 1}: {what}: {hit[0]}")
    return found


def late_imports(root: Path) -> list[str]:
    """Imports inside functions of the packages, but for what is heavy and where a start would pay for it."""
    found = []
    for path in modules(root):
        place = _place(path, root)
        if not place.startswith(("graph_service/", "loaders/")) or place.startswith(STARTING):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inside = {inner for function in functions for inner in ast.walk(function)}
        for node in (inner for inner in inside if isinstance(inner, ast.Import | ast.ImportFrom)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            late = [name for name in names if name.partition(".")[0] not in HEAVY]
            found += [f"{place}:{node.lineno}: {name} is imported inside a function" for name in late]
    return sorted(found)


def _place(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
