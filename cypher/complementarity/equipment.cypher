// Who owns equipment that an actor needs, and who needs equipment that it owns; what is declared not to be shared is
// left out.
//
// param  actor          curie           the actor
// param  lang           enum fr|en|de   the language of names
// return direction      gets: the other has what the actor lacks; gives: the reverse
// return other          CURIE of the other actor
// return label          its name
// return wanted         CURIE of the type of equipment that is needed
// return wanted_label   its name
// return met_by         CURIE of the machine
// return met_by_label   its name
// return shareable      whether it is declared to be shared; null: nobody said
// return basis          of the weaker of the two facts
// return confidence     product of the confidences of both
// return facts          CURIEs of the facts behind it
// scope  own
// access read

MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[s:NEEDS_EQUIPMENT WHERE s.audience IN $audiences OR s.owner IN $owners]->(wanted:Concept)
      <-[:BROADER*0..8]-(type:Concept)
WITH DISTINCT s, wanted, type
MATCH (type)<-[k:OF_TYPE WHERE k.audience IN $audiences OR k.owner IN $owners]-
      (machine:Equipment WHERE (machine.audience IN $audiences OR machine.owner IN $owners)
          AND coalesce(machine.shareable, true))
      <-[o:OWNS WHERE o.audience IN $audiences OR o.owner IN $owners]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gets' AS direction, other.id AS other, other.label AS label,
       wanted.id AS wanted,
       coalesce(CASE $lang WHEN 'en' THEN wanted.label_en WHEN 'de' THEN wanted.label_de END,
         wanted.label_fr, wanted.label_en, wanted.id) AS wanted_label,
       machine.id AS met_by, coalesce(machine.label, machine.id) AS met_by_label, machine.shareable AS shareable,
       CASE WHEN s.basis = 'inferred' OR o.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR o.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * o.confidence AS confidence, [s.id, o.id, k.id] AS facts
ORDER BY other, wanted, met_by, facts
UNION ALL
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[o:OWNS WHERE o.audience IN $audiences OR o.owner IN $owners]->
      (machine:Equipment WHERE (machine.audience IN $audiences OR machine.owner IN $owners)
          AND coalesce(machine.shareable, true))
      -[k:OF_TYPE WHERE k.audience IN $audiences OR k.owner IN $owners]->(:Concept)-[:BROADER*0..8]->(wanted:Concept)
WITH DISTINCT o, machine, k, wanted
MATCH (wanted)<-[s:NEEDS_EQUIPMENT WHERE s.audience IN $audiences OR s.owner IN $owners]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gives' AS direction, other.id AS other, other.label AS label,
       wanted.id AS wanted,
       coalesce(CASE $lang WHEN 'en' THEN wanted.label_en WHEN 'de' THEN wanted.label_de END,
         wanted.label_fr, wanted.label_en, wanted.id) AS wanted_label,
       machine.id AS met_by, coalesce(machine.label, machine.id) AS met_by_label, machine.shareable AS shareable,
       CASE WHEN s.basis = 'inferred' OR o.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR o.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * o.confidence AS confidence, [s.id, o.id, k.id] AS facts
ORDER BY other, wanted, met_by, facts
