// Skills and certificates that owners of equipment have, among those that are required; a narrower one will do.
//
// param  of         curies   the owners
// param  required   curies   the skills and certificates
// return owner      CURIE of the owner
// return required   CURIE of the skill or certificate
// return fact       CURIE of the fact that the owner has it, or a narrower one
// scope  own
// access read

UNWIND $of AS one
MATCH (a:Actor {id: one} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:HAS_SKILL|HOLDS_CERTIFICATE WHERE f.audience IN $audiences OR f.owner IN $owners]->(:Concept)
      -[:BROADER*0..8]->(required:Concept WHERE required.id IN $required)
RETURN DISTINCT a.id AS owner, required.id AS required, f.id AS fact
ORDER BY owner, required, fact
