// A label that is computed.
// Expected at line 10: a $ without a plain name
//
// param  actor curie the actor
// param  label text the label
// return id the id
// scope  level
// access read

MATCH (t:$($label) {id: $actor})
RETURN t.id AS id
ORDER BY id
