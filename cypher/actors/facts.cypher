// Every fact around an actor but its records: who or what it is linked to, on which ground, who says so.
//
// One branch per way of naming the other end, and per direction.
//
// param  actor         curie            the actor
// param  lang          enum fr|en|de    the language of names, where there are several
// return fact          CURIE of the fact
// return type          its edge type
// return direction     out when it starts from the actor, in when it leads to it
// return other         CURIE of the other end
// return other_label   its name
// return basis         declared, observed or inferred
// return confidence    0 to 1
// return source        who says so
// return observed_on   when it was seen, ISO 8601
// return valid_from    since when it holds
// return valid_to      until when
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:LOCATED_IN
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (x:Territory)
RETURN f.id AS fact, type(f) AS type, 'out' AS direction,
       x.id AS other, coalesce(x.label, x.id) AS other_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY type, other_label, other, fact
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:ESTABLISHMENT_OF|REACHED_BY|GIVES|OWNS|USES|OFFERS|SEEKS|FACES|PARTICIPATES_IN
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (x:LegalUnit|Contact|Training|Equipment|Offer|Need|Problem|Project|Group
       WHERE x.audience IN $audiences OR x.owner IN $owners)
RETURN f.id AS fact, type(f) AS type, 'out' AS direction,
       x.id AS other, coalesce(x.label, x.id) AS other_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY type, other_label, other, fact
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:IN_SECTOR|PRODUCES|CONSUMES|HAS_SKILL|LACKS_SKILL|NEEDS_EQUIPMENT|
         HOLDS_CERTIFICATE|WILLING_TO_WORK_ON|SOLVED|COMPETENT_FOR|SERVES|HOLDS
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (x:Concept|Stage)
RETURN f.id AS fact, type(f) AS type, 'out' AS direction,
       x.id AS other, coalesce(CASE $lang WHEN 'en' THEN x.label_en WHEN 'de' THEN x.label_de END,
                              x.label_fr, x.label_en, x.id) AS other_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY type, other_label, other, fact
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES
        WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (x:Actor
       WHERE x.audience IN $audiences OR x.owner IN $owners)
RETURN f.id AS fact, type(f) AS type, 'out' AS direction,
       x.id AS other, coalesce(x.label, x.id) AS other_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY type, other_label, other, fact
UNION ALL
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      <-[f:SUPPLIES|KNOWS|COLLABORATES_WITH|PARTNER_OF|FINANCES|ADVISES|BETWEEN
        WHERE f.audience IN $audiences OR f.owner IN $owners]-
      (x:Actor|Match
       WHERE x.audience IN $audiences OR x.owner IN $owners)
RETURN f.id AS fact, type(f) AS type, 'in' AS direction,
       x.id AS other, coalesce(x.label, x.id) AS other_label,
       f.basis AS basis, f.confidence AS confidence, f.source AS source,
       f.observed_on AS observed_on, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY type, other_label, other, fact
