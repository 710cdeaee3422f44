// Who holds a stage: an actor of a sector typical of it that makes what it yields.
//
// param  touched      curies   the actors to look at
// infers HOLDS
// return start        CURIE of the actor
// return end          CURIE of the stage
// return confidence   0.8 of that of its surest pair of premises
// return observed_on  the oldest date among the premises
// return premises     CURIEs of the facts that it follows from
// scope  level
// access read

UNWIND $touched AS touched
MATCH (a:Actor {id: touched} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[made:PRODUCES WHERE made.audience IN $audiences OR made.owner IN $owners]->(:Concept)
      -[:BROADER*0..8]->(:Concept)<-[:YIELDS]-(stage:Stage)
WITH DISTINCT a, made, stage
MATCH (a)-[active:IN_SECTOR WHERE active.audience IN $audiences OR active.owner IN $owners]->(:Concept)
      -[:BROADER*0..8]->(:Concept)<-[:TYPICAL_SECTOR]-(stage)
WITH DISTINCT a, made, active, stage ORDER BY made.id, active.id
WITH a.id AS start, stage.id AS end, max(made.confidence * active.confidence) AS sure,
     collect(DISTINCT made.id) AS products, collect(DISTINCT active.id) AS sectors,
     min(made.observed_on) AS made_on, min(active.observed_on) AS active_on
RETURN start, end, 0.8 * sure AS confidence,
       CASE WHEN active_on < made_on THEN active_on ELSE coalesce(made_on, active_on) END AS observed_on,
       products + sectors AS premises
ORDER BY start, end
