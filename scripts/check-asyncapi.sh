#!/usr/bin/env bash
# Holds asyncapi/undertone.yaml against the AsyncAPI specification by its own parser, from npm, in a temporary folder.
set -euo pipefail
document=$(realpath "$(dirname "$0")/../src/main/resources/asyncapi/undertone.yaml")
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts @asyncapi/parser@3.6.6
cat > check.mjs <<'PROGRAM'
import {readFileSync} from 'node:fs';
import {Parser} from '@asyncapi/parser';
const {document, diagnostics} = await new Parser().parse(readFileSync(process.argv[2], 'utf8'));
// 0: error, 1: warning; that there is a newer version of the specification is information
const faults = diagnostics.filter(({severity}) => severity < 2);
faults.forEach(({message, path}) => console.error(`${path.join('.')}: ${message}`));
process.exit(document && faults.length === 0 ? 0 : 1);
PROGRAM
node check.mjs "$document"
echo "$document: AsyncAPI $(sed -n 's/^asyncapi: //p' "$document")"
