// By what an actor is linked to others already: deliveries, relations, a legal unit of both.
//
// param  actor       curie    the actor
// param  others      curies   the others
// return other       CURIE of the other actor
// return type        type of the fact, or SAME_LEGAL_UNIT
// return direction   out when it starts from the actor, in when it leads to it, both for a legal unit
// return facts       CURIEs of the facts behind it
// scope  own
// access read

UNWIND $others AS one
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (other:Actor {id: one} WHERE other.audience IN $audiences OR other.owner IN $owners)
RETURN other.id AS other, type(f) AS type, 'out' AS direction, [f.id] AS facts
ORDER BY other, type, facts
UNION ALL
UNWIND $others AS one
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      <-[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES
        WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (other:Actor {id: one} WHERE other.audience IN $audiences OR other.owner IN $owners)
RETURN other.id AS other, type(f) AS type, 'in' AS direction, [f.id] AS facts
ORDER BY other, type, facts
UNION ALL
UNWIND $others AS one
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[e:ESTABLISHMENT_OF WHERE e.audience IN $audiences OR e.owner IN $owners]->
      (:LegalUnit)
      <-[f:ESTABLISHMENT_OF WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (other:Actor {id: one} WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN other.id AS other, 'SAME_LEGAL_UNIT' AS type, 'both' AS direction, [e.id, f.id] AS facts
ORDER BY other, type, facts
