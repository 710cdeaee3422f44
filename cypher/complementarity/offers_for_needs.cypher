// What is offered to an actor that it seeks, and what it offers that others seek.
//
// param  actor          curie   the actor
// return direction      gets: the other has what the actor lacks; gives: the reverse
// return other          CURIE of the other actor
// return label          its name
// return wanted         CURIE of the need
// return wanted_label   its name
// return met_by         CURIE of the offer
// return met_by_label   its name
// return basis          of the weaker of the two facts
// return confidence     product of the confidences of both
// return facts          CURIEs of the facts behind it
// scope  own
// access read

MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[s:SEEKS WHERE s.audience IN $audiences OR s.owner IN $owners]->
      (need:Need WHERE need.audience IN $audiences OR need.owner IN $owners)
      -[n:ABOUT WHERE n.audience IN $audiences OR n.owner IN $owners]->(:Concept)<-[:BROADER*0..8]-(c:Concept)
WITH DISTINCT s, need, n, c
MATCH (c)<-[m:ABOUT WHERE m.audience IN $audiences OR m.owner IN $owners]-
      (offer:Offer WHERE offer.audience IN $audiences OR offer.owner IN $owners)
      <-[o:OFFERS WHERE o.audience IN $audiences OR o.owner IN $owners]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gets' AS direction, other.id AS other, other.label AS label,
       need.id AS wanted, need.label AS wanted_label, offer.id AS met_by, offer.label AS met_by_label,
       CASE WHEN s.basis = 'inferred' OR o.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR o.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * o.confidence AS confidence, [s.id, n.id, m.id, o.id] AS facts
ORDER BY other, wanted, met_by, facts
UNION ALL
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[o:OFFERS WHERE o.audience IN $audiences OR o.owner IN $owners]->
      (offer:Offer WHERE offer.audience IN $audiences OR offer.owner IN $owners)
      -[m:ABOUT WHERE m.audience IN $audiences OR m.owner IN $owners]->(:Concept)-[:BROADER*0..8]->(c:Concept)
WITH DISTINCT o, offer, m, c
MATCH (c)<-[n:ABOUT WHERE n.audience IN $audiences OR n.owner IN $owners]-
      (need:Need WHERE need.audience IN $audiences OR need.owner IN $owners)
      <-[s:SEEKS WHERE s.audience IN $audiences OR s.owner IN $owners]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gives' AS direction, other.id AS other, other.label AS label,
       need.id AS wanted, need.label AS wanted_label, offer.id AS met_by, offer.label AS met_by_label,
       CASE WHEN s.basis = 'inferred' OR o.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR o.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * o.confidence AS confidence, [s.id, n.id, m.id, o.id] AS facts
ORDER BY other, wanted, met_by, facts
