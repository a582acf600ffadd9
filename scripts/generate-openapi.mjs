// Writes the TypeScript types and the spec object of plugins/irsa-common/src/openapi/openapi.yaml beside it.
// `--check` writes nothing and fails when they are out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import YAML from 'yaml';

const folder = new URL('../plugins/irsa-common/src/openapi/', import.meta.url);
const header =
  '// Made by `yarn generate` from openapi.yaml: change that file, not this one.\n';
const source = await readFile(new URL('openapi.yaml', folder), 'utf8');
const spec = YAML.parse(source);

const outputs = {
  'types.generated.ts': `${header}/* eslint-disable */\n${astToString(
    await openapiTS(source, { alphabetize: false }),
  )}`,
  'spec.generated.ts': `${header}/* eslint-disable */\n\n/** The OpenAPI document of the \`irsa\` backend plugin. @public */\nexport const spec = ${JSON.stringify(
    spec,
  )} as const;\n`,
};

let stale = 0;
for (const [name, content] of Object.entries(outputs)) {
  const file = new URL(name, folder);
  const options = await prettier.resolveConfig(fileURLToPath(file));
  const wanted = prettier.format(content, { ...options, parser: 'typescript' });
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present === wanted) continue;
  stale += 1;
  if (process.argv.includes('--check')) {
    console.error(
      `${fileURLToPath(file)} is out of date: run \`yarn generate\`.`,
    );
  } else {
    await writeFile(file, wanted);
  }
}
process.exitCode = stale > 0 && process.argv.includes('--check') ? 1 : 0;
