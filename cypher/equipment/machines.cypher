// Equipment of some types, or all of it: whose it is, where, and on which conditions.
//
// param  types           curies          types of equipment, with their narrower ones; none: all
// param  expand          bool            whether narrower types count
// param  territories     curies          where they stand, at any level; none: everywhere
// param  lang            enum fr|en|de   the language of names
// return equipment       CURIE of the machine, room or bench
// return label           its name
// return description     what it is
// return type            CURIE of its type
// return type_label      name of its type
// return owner           CURIE of the actor that owns it
// return owner_label     its name
// return shareable       whether it is offered to others
// return conditions      on which conditions, in the owner's words
// return price_eur_hour  euros per hour
// return lat             latitude: its own, else of the commune it stands in, else of its owner, else of his commune
// return lon             longitude
// return precision       equipment, commune, owner or owner_commune: whose point it is
// return commune         name of the commune it stands in, else of its owner's
// return basis           of the fact of ownership
// return confidence      of the fact of ownership
// return facts           CURIEs of the facts behind the row
// scope  own
// access read

MATCH (type:Concept)<-[k:OF_TYPE WHERE k.audience IN $audiences OR k.owner IN $owners]-
      (m:Equipment WHERE m.audience IN $audiences OR m.owner IN $owners)
WITH type, k, m
WHERE size($types) = 0 OR ($expand = false AND type.id IN $types)
   OR ($expand = true AND EXISTS { MATCH (type)-[:BROADER*0..8]->(c:Concept WHERE c.id IN $types) })
MATCH (m)<-[o:OWNS WHERE o.audience IN $audiences OR o.owner IN $owners]-
      (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
OPTIONAL MATCH (m)-[p:PLACED_IN WHERE p.audience IN $audiences OR p.owner IN $owners]->(place:Territory)
OPTIONAL MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(home:Territory)
WITH type, k, m, o, a, p, place, l, home ORDER BY p.id, l.id
WITH type, k, m, o, a, head(collect(p.id)) AS placed, head(collect(l.id)) AS located,
     head(collect(place.lat)) AS place_lat, head(collect(place.lon)) AS place_lon,
     head(collect(place.label)) AS place_label, coalesce(head(collect(place.id)), head(collect(home.id))) AS there,
     head(collect(home.lat)) AS home_lat, head(collect(home.lon)) AS home_lon, head(collect(home.label)) AS home_label
WITH type, k, m, o, a, placed, located, place_lat, place_lon, place_label, home_lat, home_lon, home_label, there
WHERE size($territories) = 0
   OR EXISTS { MATCH (:Territory {id: there})-[:WITHIN*0..4]->(t:Territory WHERE t.id IN $territories) }
RETURN m.id AS equipment, coalesce(m.label, m.id) AS label, m.description AS description,
       type.id AS type, coalesce(CASE $lang WHEN 'en' THEN type.label_en WHEN 'de' THEN type.label_de END,
         type.label_fr, type.label_en, type.id) AS type_label,
       a.id AS owner, coalesce(a.label, a.id) AS owner_label,
       m.shareable AS shareable, m.conditions AS conditions, m.price_eur_hour AS price_eur_hour,
       coalesce(m.lat, place_lat, a.lat, home_lat) AS lat,
       coalesce(m.lon, place_lon, a.lon, home_lon) AS lon,
       CASE WHEN m.lat IS NOT NULL THEN 'equipment' WHEN place_lat IS NOT NULL THEN 'commune'
            WHEN a.lat IS NOT NULL THEN 'owner' WHEN home_lat IS NOT NULL THEN 'owner_commune' END AS precision,
       coalesce(place_label, home_label) AS commune,
       o.basis AS basis, o.confidence AS confidence,
       [id IN [o.id, k.id, placed, located] WHERE id IS NOT NULL] AS facts
ORDER BY equipment, owner, type, facts
