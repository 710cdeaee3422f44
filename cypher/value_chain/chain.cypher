// One value chain.
//
// param  chain       curie           the value chain
// param  lang        enum fr|en|de   the language of names
// return id          CURIE of the chain
// return label       its name
// return definition  what it covers
// scope  level
// access read

MATCH (chain:ValueChain {id: $chain})
RETURN chain.id AS id,
       coalesce(CASE $lang WHEN 'en' THEN chain.label_en WHEN 'de' THEN chain.label_de END,
         chain.label_fr, chain.label_en, chain.id) AS label,
       coalesce(CASE $lang WHEN 'en' THEN chain.definition_en WHEN 'de' THEN chain.definition_de END,
                chain.definition_fr, chain.definition_en) AS definition
ORDER BY id
