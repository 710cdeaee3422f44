// Lints Cypher with Neo4j's own language support.
//
// argument   the folder whose node_modules holds the package
// stdin      {files: {name: text}, labels, relationshipTypes, propertyKeys, parameters: {name: {parameter: value}}}
// stdout     [{file, line, message}], as JSON

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { lintCypherQuery } = createRequire(join(process.argv[2], 'lint.mjs'))('@neo4j-cypher/language-support');
const { files, labels, relationshipTypes, propertyKeys, parameters } = JSON.parse(readFileSync(0, 'utf8'));

const problems = Object.entries(files).flatMap(([file, text]) =>
  lintCypherQuery(text, { labels, relationshipTypes, propertyKeys, parameters: parameters[file] }).diagnostics.map(
    ({ range, message }) => ({ file, line: range.start.line + 1, message }),
  ),
);

process.stdout.write(JSON.stringify(problems));
