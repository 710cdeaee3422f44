// Who holds a stage: an actor of a sector typical of it that owns equipment which it needs.
//
// param  touched      curies   the actors to look at
// infers HOLDS
// return start        CURIE of the actor
// return end          CURIE of the stage
// return confidence   0.6 of that of its surest premises together
// return observed_on  the oldest date among the premises
// return premises     CURIEs of the facts that it follows from
// scope  level
// access read

UNWIND $touched AS touched
MATCH (a:Actor {id: touched} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[has:OWNS WHERE has.audience IN $audiences OR has.owner IN $owners]->
      (machine:Equipment WHERE machine.audience IN $audiences OR machine.owner IN $owners)
      -[kind:OF_TYPE WHERE kind.audience IN $audiences OR kind.owner IN $owners]->(:Concept)
      -[:BROADER*0..8]->(:Concept)<-[:NEEDS_EQUIPMENT_TYPE]-(stage:Stage)
WITH DISTINCT a, has, kind, stage
MATCH (a)-[active:IN_SECTOR WHERE active.audience IN $audiences OR active.owner IN $owners]->(:Concept)
      -[:BROADER*0..8]->(:Concept)<-[:TYPICAL_SECTOR]-(stage)
WITH DISTINCT a, has, kind, active, stage ORDER BY has.id, kind.id, active.id
WITH a.id AS start, stage.id AS end, max(has.confidence * kind.confidence * active.confidence) AS sure,
     collect(DISTINCT has.id) AS owned, collect(DISTINCT kind.id) AS kinds, collect(DISTINCT active.id) AS sectors,
     min(has.observed_on) AS has_on, min(active.observed_on) AS active_on
RETURN start, end, 0.6 * sure AS confidence,
       CASE WHEN active_on < has_on THEN active_on ELSE coalesce(has_on, active_on) END AS observed_on,
       owned + kinds + sectors AS premises
ORDER BY start, end
