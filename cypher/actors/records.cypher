// What each source says of an actor, in its own fields.
//
// param  actor          curie   the actor
// return id             CURIE of the record
// return fact           CURIE of the fact that it describes this actor
// return basis          declared, observed or inferred
// return confidence     0 to 1
// return source         who says so
// return observed_on    when it was seen, ISO 8601
// return valid_from     since when it holds
// return valid_to       until when
// return name           as the source gives it
// return trade_name     the name over the door
// return unit_name      the name of its legal unit
// return legal_form     form of its legal unit, INSEE code
// return sphere         company, public, research …
// return address        number and street
// return postcode       postcode
// return lat            degrees north
// return lon            degrees east
// return precision      of the point
// return workforce      INSEE class of workforce
// return created_on     when it began, ISO 8601
// return headquarters   whether it is the seat of its legal unit
// return sole_trader    whether it is a person in business alone
// return diffusion      what the register lets be shown
// return description    in the words of the source
// return mail           address of electronic mail
// return phone          telephone
// return website        address on the web
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:DESCRIBED_BY WHERE f.audience IN $audiences OR f.owner IN $owners]->
      (r:Record WHERE r.audience IN $audiences OR r.owner IN $owners)
RETURN r.id AS id,
       f.id AS fact,
       f.basis AS basis,
       f.confidence AS confidence,
       f.source AS source,
       f.observed_on AS observed_on,
       f.valid_from AS valid_from,
       f.valid_to AS valid_to,
       r.name AS name,
       r.trade_name AS trade_name,
       r.unit_name AS unit_name,
       r.legal_form AS legal_form,
       r.sphere AS sphere,
       r.address AS address,
       r.postcode AS postcode,
       r.lat AS lat,
       r.lon AS lon,
       r.precision AS precision,
       r.workforce AS workforce,
       r.created_on AS created_on,
       r.headquarters AS headquarters,
       r.sole_trader AS sole_trader,
       r.diffusion AS diffusion,
       r.description AS description,
       r.mail AS mail,
       r.phone AS phone,
       r.website AS website
ORDER BY source, id, fact
