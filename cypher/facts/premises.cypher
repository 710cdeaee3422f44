// What derived facts follow from, by their ids.
//
// Every type of fact that a rule infers has its branch here.
//
// param  ids        curies   the facts
// return id         CURIE of the fact
// return rule       the rule that derived it
// return premises   CURIEs of the facts it follows from
// scope  own
// access read

MATCH (a)-[f:HOLDS]->(b)
WHERE f.id IN $ids
  AND (f.audience IN $audiences OR f.owner IN $owners)
  AND (a.audience IN $audiences OR a.owner IN $owners)
RETURN f.id AS id, f.rule AS rule, coalesce(f.premises, []) AS premises
ORDER BY id
