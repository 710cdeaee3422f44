"""Shapes: what a valid node, edge or fact looks like; one source for SHACL and for the check of each row.

model      what a shape is
generated  shapes that graph.toml, sillon.ttl and prefixes.toml already say: types, lists, ends, identifiers
written    shapes that only ontology/shapes.ttl says: ranges, dates in order
words      what is said of a value that breaks a generated shape
turtle     all of them as SHACL
compiled   all of them as quick predicates on stored properties
predicates one constraint as a predicate on one value
"""
