"""The words of the dialect: clauses, operators, functions; and which of them no variable may bear."""

from __future__ import annotations

READING = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "CALL", "RETURN", "UNION"})
"""Words that begin a clause of a question."""

WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "ON"})
"""Words that begin a clause of a file with `access write`."""

PARTS = frozenset({"WHERE", "ORDER", "SKIP", "LIMIT", "YIELD"})
"""Words that begin a part of a clause."""

FOREIGN = {
    "LOAD": "files come in through the loaders",
    "USE": "the store chooses the database",
    "CYPHER": "both engines read version 5 by default",
    "EXPLAIN": "plans are for the console",
    "PROFILE": "plans are for the console",
    "LET": "only one engine knows it",
    "FILTER": "only one engine knows it",
    "FINISH": "only one engine knows it",
    "INSERT": "only one engine knows it",
    "OFFSET": "only one engine knows it: SKIP",
    "NEXT": "only one engine knows it",
    "SHOW": "the catalogue asks about territories, not about servers",
    "TERMINATE": "the catalogue asks about territories, not about servers",
    "DROP": "migrations change the schema",
    "ALTER": "migrations change the schema",
    "GRANT": "rights are not facts",
    "DENY": "rights are not facts",
    "REVOKE": "rights are not facts",
    "START": "it is gone from Cypher",
    "SHORTEST": "the shortest path is found before the gate is applied; distances come from the projection",
    "SHORTESTPATH": "the shortest path is found before the gate is applied; distances come from the projection",
    "ALLSHORTESTPATHS": "the shortest path is found before the gate is applied; distances come from the projection",
}
"""Words that begin something else, and why it is not for the catalogue; ON ERROR and ANY, ALL paths beside them."""

OPERATORS = frozenset(
    {"AND", "OR", "XOR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE", "STARTS", "ENDS", "WITH", "CONTAINS", "DISTINCT"}
)
CASE_WORDS = frozenset({"WHEN", "THEN", "ELSE"})

NO_VARIABLE = (
    READING | WRITING | PARTS | OPERATORS | CASE_WORDS | frozenset(FOREIGN) - {"START", "LOAD", "PROFILE"}
) | {"AS", "BY", "CASE", "ASC", "DESC", "ASCENDING", "DESCENDING", "EXISTS", "COLLECT", "ALL", "ANY", "NONE", "SINGLE"}
"""Words that no variable or alias may bear: a reader must never wonder whether a clause begins."""

SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})

LIST_PREDICATES = frozenset({"any", "all", "none", "single"})

CARRIERS = frozenset({"coalesce", "collect", "head", "last", "tail", "reverse", "min", "max"})
"""Functions whose answer may be a node when what they are given is one."""

FUNCTIONS = CARRIERS | frozenset(
    {
        "abs", "avg", "ceil", "count", "date", "exp", "floor", "left", "length", "log", "log10", "ltrim", "range",
        "replace", "right", "round", "rtrim", "sign", "size", "split", "sqrt", "substring", "sum", "tofloat", "tolower",
        "tostring", "toupper", "trim", "type",
    }
)  # fmt: skip

FORBIDDEN_FUNCTIONS = {
    "id": "it changes with the engine: the CURIE `id`",
    "elementid": "it changes with the engine: the CURIE `id`",
    "keys": "its order differs: name the properties",
    "labels": "its order differs: name the label in the pattern",
    "properties": "it shows what was not asked for, `line` and `load` among it: name the properties",
    "nodes": "a path shows what was not asked for: name the nodes",
    "relationships": "a path shows what was not asked for: name the edges",
    "startnode": "it reaches a node past its gate: name it in the pattern",
    "endnode": "it reaches a node past its gate: name it in the pattern",
    "shortestpath": "the path is found before the gate is applied: the projection",
    "allshortestpaths": "the path is found before the gate is applied: the projection",
    "point": "the engines' spheres differ: a box of lat and lon, then kernel.distance",
    "distance": "the engines' spheres differ: a box of lat and lon, then kernel.distance",
    "datetime": "zones get lost: ISO 8601 strings",
    "localdatetime": "zones get lost: ISO 8601 strings",
    "time": "zones get lost: ISO 8601 strings",
    "localtime": "zones get lost: ISO 8601 strings",
    "duration": "comparison differs: dates and ISO 8601 strings",
    "stdev": "its answer for nothing differs: in Python",
    "stdevp": "its answer for nothing differs: in Python",
    "percentilecont": "its answer for integers differs: in Python",
    "percentiledisc": "its answer for integers differs: in Python",
    "tointeger": "spaces are read differently: toFloat, after trim",
    "exists": "as a function it is gone: EXISTS { … } or IS NOT NULL",
    "rand": "an answer must be the same twice",
    "randomuuid": "an answer must be the same twice",
    "timestamp": "an answer must be the same twice: a date parameter",
}
