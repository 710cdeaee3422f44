// A MERGE without an id.
// Expected at line 8: MERGE without an id
//
// param  text text the text
// scope  level
// access write

MERGE (n:Concept {notation: $text})
SET n.level = 1
