// A territory that a question is narrowed to, by name.
//
// param  territory   curie   the territory
// return id          CURIE of the territory
// return label       its name
// scope  level
// access read

MATCH (t:Territory {id: $territory})
RETURN t.id AS id, coalesce(t.label, t.id) AS label
ORDER BY id
