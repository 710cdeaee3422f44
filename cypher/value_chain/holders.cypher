// Who holds the stages of a value chain, in some territories or anywhere.
//
// param  chain           curie        the value chain
// param  territories     curies       where, at any level; none: everywhere
// param  basis           text         what counts, with commas: declared,observed,inferred
// param  min_confidence  float 0..1   how sure the fact must be
// return stage           CURIE of the stage
// return actor           CURIE of an actor that holds it
// return label           its name
// return sphere          company, public, research …
// return basis           of the fact that says so
// return confidence      of the fact that says so
// return fact            its CURIE
// return epcis           CURIEs of the intermunicipalities the actor is in
// scope  level
// access read

MATCH (:ValueChain {id: $chain})<-[:STAGE_OF]-(stage:Stage)
MATCH (stage)
      <-[h:HOLDS WHERE (h.audience IN $audiences OR h.owner IN $owners) AND h.confidence >= $min_confidence
          AND h.basis IN split($basis, ',')]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH stage, h, a
WHERE size($territories) = 0 OR EXISTS {
  MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN*0..4]->
        (t:Territory WHERE t.id IN $territories)
}
RETURN stage.id AS stage, a.id AS actor, a.label AS label, a.sphere AS sphere,
       h.basis AS basis, h.confidence AS confidence, h.id AS fact,
       COLLECT {
         MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(:Territory)-[:WITHIN]->
               (epci:Territory WHERE epci.kind = 'epci')
         RETURN DISTINCT epci.id AS id ORDER BY id
       } AS epcis
ORDER BY stage, label, actor, fact
