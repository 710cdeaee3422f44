"""Files that mean harm, and a listener that hears whoever fetches what they name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DEEP = 200_000
TERM = "<http://e.org/a> <http://e.org/p> "
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/"\n'
    ' xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:xi="http://www.w3.org/2001/XInclude">\n{}\n</rdf:RDF>\n'
)
THING = XML.format('<e:C rdf:about="http://e.org/a"><e:p>{}</e:p></e:C>')


def laughs(levels: int = 9, width: int = 10) -> str:
    """Entities of entities: few signs, many words."""
    declared = ['<!ENTITY x0 "ha">']
    declared += [f'<!ENTITY x{level} "{f"&x{level - 1};" * width}">' for level in range(1, levels + 1)]
    return "<!DOCTYPE rdf:RDF [\n" + "\n".join(declared) + "\n]>\n"


BOMBS: dict[str, bytes] = {
    "entities of entities": (laughs() + THING.format("&x9;")).encode(),
    "one long entity many times": (
        f'<!DOCTYPE rdf:RDF [<!ENTITY x "{"a" * 50_000}">]>' + THING.format("&x;" * 50_000)
    ).encode(),
    "an entity of itself": ('<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>' + THING.format("&x;")).encode(),
    "an entity that is a file": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + THING.format("&x;")
    ).encode(),
    "parameter entities": ('<!DOCTYPE a [<!ENTITY % x "y"> %x;]>' + THING.format("z")).encode(),
    "in small letters": (laughs().replace("DOCTYPE", "docType") + THING.format("&x9;")).encode(),
    "after a long comment": (f"<!-- {'x' * 300_000} -->\n" + laughs() + THING.format("&x9;")).encode(),
    "after many blank lines": ("<?xml version='1.0'?>" + "\n" * 100_000 + laughs() + THING.format("&x9;")).encode(),
    "behind a mark of order": b"\xef\xbb\xbf" + (laughs() + THING.format("&x9;")).encode(),
    "within the root": XML.format(laughs() + '<e:C rdf:about="http://e.org/a"><e:p>&x9;</e:p></e:C>').encode(),
    "after what looks like a comment in a name": (
        "<?x <!-- ?>" + laughs() + "<!-- -->" + THING.format("&x9;")
    ).encode(),
    "in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + laughs() + THING.format("&x9;")).encode("utf-16"),
    "in UTF-16 without a mark": (laughs() + THING.format("&x9;")).encode("utf-16-le"),
    "in UTF-7": (
        '<?xml version="1.0" encoding="UTF-7"?>' + laughs().replace("<", "+ADw-") + THING.format("&x9;")
    ).encode(),
    "in a page of EBCDIC": ('<?xml version="1.0" encoding="cp037"?>' + laughs() + THING.format("&x9;")).encode("cp037"),
}
"""RDF/XML that would declare entities, in each way to hide it."""

NESTED: dict[str, tuple[str, str]] = {
    "brackets": ("turtle", TERM + "(" * DEEP),
    "closed brackets": ("turtle", TERM + "(" * DEEP + ")" * DEEP + " ."),
    "blank nodes": ("turtle", TERM + "[<http://e.org/p> " * DEEP + "1" + "]" * DEEP + " ."),
    "statements about statements": ("turtle", TERM + f"<<( {TERM}" * DEEP + "1" + ")>>" * DEEP + " ."),
    "the same in N-Quads": ("nquads", TERM + f"<<( {TERM}" * DEEP + "<http://e.org/a>" + " )>>" * DEEP + " ."),
    "brackets of TriG": ("trig", "{" + TERM + "(" * DEEP + ")" * DEEP + " }"),
    "formulas": ("n3", "{" * DEEP + "}" * DEEP + " <http://e.org/p> 1 ."),
    "lists of JSON": ("jsonld", "[" * DEEP + "]" * DEEP),
    "objects of JSON": ("jsonld", '{"http://e.org/p":' * DEEP + "1" + "}" * DEEP),
    "terms that stand for the next": (
        "jsonld", '{"@context":{' + ",".join(f'"t{n}":"t{n + 1}:x"' for n in range(DEEP)) + '},"t1":1}',
    ),
    "nodes of XML": ("rdfxml", XML.format("<e:C><e:p>" * DEEP + "</e:p></e:C>" * DEEP)),
    "attributes of XML": ("rdfxml", XML.format("<e:C " + " ".join(f'e:a{n}="x"' for n in range(DEEP)) + "/>")),
}  # fmt: skip
"""Format and text of what is nested, or repeated, to excess: some of it kills the parser."""

CONTEXTS: tuple[object, ...] = (
    "{}",
    ["{}"],
    [{"p": "http://e.org/p"}, "{}"],
    {"@import": "{}"},
    {"@version": 1.1, "p": {"@id": "http://e.org/p", "@context": "{}"}},
)
"""Contexts of JSON-LD that name `{}`."""


def with_context(context: object, address: str) -> str:
    """JSON-LD with one of CONTEXTS."""
    told = {"@context": context, "@id": "http://e.org/x", "p": {"http://e.org/q": "v"}}
    return json.dumps(told).replace("{}", address)


def naming(address: str) -> dict[str, tuple[str, str]]:
    """Format and text of files that name an address in each place where a reader might fetch it."""
    return {
        **{f"context {n}": ("jsonld", with_context(each, address)) for n, each in enumerate(CONTEXTS)},
        "@vocab": ("jsonld", json.dumps({"@context": {"@vocab": address}, "@id": address, "p": {"@id": address}})),
        "an alternate link": ("jsonld", f'{{"@context": {{"@base": "{address}"}}, "@id": "x", "@type": "{address}"}}'),
        "external entity": ("rdfxml", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>' + THING.format("&x;")),
        "document type": ("rdfxml", f'<!DOCTYPE a SYSTEM "{address}">' + THING.format("x")),
        "XInclude": (
            "rdfxml", XML.format(f'<e:C><e:p rdf:parseType="Literal"><xi:include href="{address}"/></e:p></e:C>'),
        ),
        "owl:imports": ("rdfxml", XML.format(f'<owl:Ontology><owl:imports rdf:resource="{address}"/></owl:Ontology>')),
        "stylesheet": ("rdfxml", f'<?xml-stylesheet href="{address}"?>\n' + THING.format("x")),
        "xml:base": ("rdfxml", THING.format("x").replace("<rdf:RDF", f'<rdf:RDF xml:base="{address}"')),
        "base": ("turtle", f"@base <{address}> . <a> <http://www.w3.org/2002/07/owl#imports> <{address}> ."),
        "graph": ("trig", f"<{address}> {{ <{address}> <{address}> <{address}> }}"),
        "log:semantics": (
            "n3", f"<{address}> <http://www.w3.org/2000/10/swap/log#semantics> <{address}> . "
            f"<{address}> <http://www.w3.org/2000/10/swap/log#content> <{address}> .",
        ),
    }  # fmt: skip


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address of loopback, and the requests that it has heard."""
    heard: list[str] = []

    class Hearing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/ld+json")
            self.end_headers()
            self.wfile.write(b'{"@context": {"p": "http://e.org/p"}}')

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that the library gives it)
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hearing)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/named", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
