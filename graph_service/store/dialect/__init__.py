"""The Cypher that both engines understand alike, as a list of what is allowed: anything else is refused.

`tokens` cuts the text, `clauses` and `patterns` give it a shape, `gate` knows the words of the gate, `expressions`
walks what is computed, `scope` who is bound to what, `reading` and `writing` the clauses one after the other.
"""
