// Whom some actors supply.
//
// param  actors          curies          those to look from
// param  basis           text            which facts count, with commas: declared,observed,inferred
// param  min_confidence  float 0..1      how sure these facts must be
// param  lang            enum fr|en|de   the language of names
// return actor           CURIE of one of them
// return other           CURIE of the actor at the other end
// return label           its name
// return sphere          company, public, research …
// return product         what is delivered: a CURIE, or words
// return product_label   its name
// return year            of the delivery
// return value_eur       its value in that year, euros
// return essential       whether the customer cannot do without it; null: nobody said
// return basis           of the fact that says so
// return confidence      of the fact that says so
// return fact            its CURIE
// scope  own
// access read

UNWIND $actors AS one
MATCH (a:Actor {id: one} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[s:SUPPLIES WHERE (s.audience IN $audiences OR s.owner IN $owners) AND s.confidence >= $min_confidence
        AND s.basis IN split($basis, ',')]->
      (other:Actor WHERE other.audience IN $audiences OR other.owner IN $owners)
OPTIONAL MATCH (c:Concept {id: s.product})
RETURN a.id AS actor, other.id AS other, other.label AS label, other.sphere AS sphere, s.product AS product,
       coalesce(CASE $lang WHEN 'en' THEN c.label_en WHEN 'de' THEN c.label_de END, c.label_fr, c.label_en, s.product)
         AS product_label,
       s.year AS year, s.value_eur AS value_eur, s.essential AS essential,
       s.basis AS basis, s.confidence AS confidence, s.id AS fact
ORDER BY actor, other, fact
