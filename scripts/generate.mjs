// Writes the files that are generated from plugins/irsa-backend/src/schema/openapi.yaml (the spec object next to it, the model types of core, and the
// order of statuses) and from the AWS partition data in the SDK (the partitions of core).
// `--check` writes nothing, and fails if the files are out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import YAML from 'yaml';

const schema = new URL('../plugins/irsa-backend/src/schema/', import.meta.url);
const model = new URL('../packages/core/src/model/', import.meta.url);
const status = new URL('../packages/core/src/status/', import.meta.url);
const arn = new URL('../packages/core/src/arn/', import.meta.url);
const header =
  '// Made by `yarn generate` from openapi.yaml: change that file, not this one.\n';
const { partitionsInfo } = await import(
  '../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'
);
const partitions = partitionsInfo.partitions.map(
  ({ id, outputs, regionRegex }) => ({
    id,
    dnsSuffix: outputs.dnsSuffix,
    dualStackDnsSuffix: outputs.dualStackDnsSuffix,
    globalRegion: outputs.implicitGlobalRegion,
    regionPattern: regionRegex,
  }),
);
const source = await readFile(new URL('openapi.yaml', schema), 'utf8');
const spec = YAML.parse(source);

const outputs = [
  [
    new URL('api.generated.ts', model),
    `${header}/* eslint-disable */\n${astToString(
      await openapiTS(source, { alphabetize: false }),
    )}`,
  ],
  [
    new URL('spec.generated.ts', schema),
    `${header}/* eslint-disable */\n\n/** The OpenAPI document of the \`irsa\` backend plugin. @public */\nexport const spec = ${JSON.stringify(
      spec,
    )} as const;\n`,
  ],
  [
    new URL('statuses.generated.ts', status),
    `${header}\n/** Every status of an IAM service account, the worst first. */\nexport const FROM_WORST = ${JSON.stringify(
      spec.components.schemas.AccessStatus.enum,
    )} as const;\n`,
  ],
  [
    new URL('partitions.generated.ts', arn),
    `// Made by \`yarn generate\` from the partition data of @aws-sdk/core: bring that package up to date instead of changing this file.\n\n/** The partitions of AWS. */\nexport const PARTITIONS = ${JSON.stringify(
      partitions,
    )} as const;\n`,
  ],
];

let stale = 0;
for (const [file, content] of outputs) {
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
