// A MERGE whose id may be null.
// Expected at line 9: MERGE without an id
//
// param  ids curies the ids
// scope  level
// access write

UNWIND $ids AS row
MERGE (n:Concept {id: row.id})
SET n.notation = 'x'
