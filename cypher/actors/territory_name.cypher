// The name of a territory that a list is narrowed to.
//
// param  territory  curie   the territory
// return id         CURIE
// return label      its name
// scope  level
// access read

MATCH (t:Territory {id: $territory})
RETURN t.id AS id,
       t.label AS label
ORDER BY id
