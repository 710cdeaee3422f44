// Who has skills that an actor lacks, and who lacks skills that it has; what is declared not to be shared is left out.
//
// param  actor          curie           the actor
// param  lang           enum fr|en|de   the language of names
// return direction      gets: the other has what the actor lacks; gives: the reverse
// return other          CURIE of the other actor
// return label          its name
// return wanted         CURIE of the skill that is lacked
// return wanted_label   its name
// return met_by         CURIE of the skill that is held, the same or a narrower one
// return met_by_label   its name
// return shareable      whether it is declared to be shared; null: nobody said
// return basis          of the weaker of the two facts
// return confidence     product of the confidences of both
// return facts          CURIEs of the facts behind it
// scope  own
// access read

MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[s:LACKS_SKILL WHERE s.audience IN $audiences OR s.owner IN $owners]->(wanted:Concept)
      <-[:BROADER*0..8]-(held:Concept)
WITH DISTINCT s, wanted, held
MATCH (held)<-[h:HAS_SKILL WHERE (h.audience IN $audiences OR h.owner IN $owners) AND coalesce(h.shareable, true)]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gets' AS direction, other.id AS other, other.label AS label,
       wanted.id AS wanted,
       coalesce(CASE $lang WHEN 'en' THEN wanted.label_en WHEN 'de' THEN wanted.label_de END,
         wanted.label_fr, wanted.label_en, wanted.id) AS wanted_label,
       held.id AS met_by,
       coalesce(CASE $lang WHEN 'en' THEN held.label_en WHEN 'de' THEN held.label_de END,
         held.label_fr, held.label_en, held.id) AS met_by_label, h.shareable AS shareable,
       CASE WHEN s.basis = 'inferred' OR h.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR h.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * h.confidence AS confidence, [s.id, h.id] AS facts
ORDER BY other, wanted, met_by, facts
UNION ALL
MATCH (me:Actor {id: $actor} WHERE me.audience IN $audiences OR me.owner IN $owners)
      -[h:HAS_SKILL WHERE (h.audience IN $audiences OR h.owner IN $owners) AND coalesce(h.shareable, true)]->
      (held:Concept)
      -[:BROADER*0..8]->(wanted:Concept)
WITH DISTINCT h, held, wanted
MATCH (wanted)<-[s:LACKS_SKILL WHERE s.audience IN $audiences OR s.owner IN $owners]-
      (other:Actor WHERE (other.audience IN $audiences OR other.owner IN $owners) AND other.id <> $actor)
RETURN 'gives' AS direction, other.id AS other, other.label AS label,
       wanted.id AS wanted,
       coalesce(CASE $lang WHEN 'en' THEN wanted.label_en WHEN 'de' THEN wanted.label_de END,
         wanted.label_fr, wanted.label_en, wanted.id) AS wanted_label,
       held.id AS met_by,
       coalesce(CASE $lang WHEN 'en' THEN held.label_en WHEN 'de' THEN held.label_de END,
         held.label_fr, held.label_en, held.id) AS met_by_label, h.shareable AS shareable,
       CASE WHEN s.basis = 'inferred' OR h.basis = 'inferred' THEN 'inferred'
            WHEN s.basis = 'observed' OR h.basis = 'observed' THEN 'observed' ELSE 'declared' END AS basis,
       s.confidence * h.confidence AS confidence, [s.id, h.id] AS facts
ORDER BY other, wanted, met_by, facts
