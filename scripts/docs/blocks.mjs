// Generates the content of the generated blocks in the documentation, by block name.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import YAML from 'yaml';
import { inRoot } from '../lib/paths.mjs';
import { cell, table } from '../lib/table.mjs';
import { grantKeyActions, product } from './product.mjs';

const CLI = inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli');
const OPENAPI = 'plugins/irsa-backend/src/schema/openapi.yaml';
const PLUGINS = [
  'irsa',
  'irsa-backend',
  'catalog-backend-module-irsa',
  'scaffolder-backend-module-irsa',
  'search-backend-module-irsa',
];

/** Describes the type of a value in a few words. */
function words(schema = {}) {
  if (schema.enum) return schema.enum.map(each => `\`${each}\``).join(', ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map(words).join(' or ');
  if (schema.type === 'array') {
    const fields = Object.keys(schema.items?.properties ?? {});
    return fields.length > 0
      ? `list of objects with ${fields.map(each => `\`${each}\``).join(', ')}`
      : `list of ${words(schema.items)}`;
  }
  return [schema.type ?? 'anything'].flat().join(' or ');
}

/** Returns one row for each field: its name (with `?` if it is optional), its type, and its description. */
const fieldsOf = ({ properties = {}, required = [] }) =>
  Object.entries(properties).map(([name, field]) => [
    `\`${name}\`${required.includes(name) ? '' : ' ?'}`,
    cell(words(field)),
    cell(field.description),
  ]);

const fieldTable = (head, schema) =>
  table([head, 'type', 'meaning'], fieldsOf(schema));

/** Returns one row for each configuration key that takes a value, and for each object or list of objects with a description. Expands these. */
function keysOf(schema, above = '', isOptional = false) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const key = `${above}${name}`;
    const isRequired = Boolean(schema.required?.includes(name));
    const notes = [
      isRequired &&
        above !== '' &&
        (isOptional ? 'Required in this section.' : 'Required.'),
      field.visibility === 'secret' && 'Secret.',
    ];
    const row = (type, ...texts) => [
      `\`${key}\``,
      type,
      cell(texts.filter(Boolean).join(' ')),
    ];
    const isSection = Boolean(field.properties);
    if (!isSection && !field.items?.properties) {
      return [row(cell(words(field)), field.description, ...notes)];
    }
    const [type, rows] = isSection
      ? ['section', keysOf(field, `${key}.`, !isRequired)]
      : ['list of sections', keysOf(field.items, `${key}[].`)];
    return field.description && above !== ''
      ? [row(type, field.description, ...notes), ...rows]
      : rows;
  });
}

/** Reads the configuration schemas of the packages with the Backstage CLI. */
function configSchemas() {
  return ['app', 'backend'].flatMap(host => {
    const { stdout } = spawnSync(
      process.execPath,
      [CLI, 'config:schema', '--format', 'json'],
      {
        cwd: inRoot('packages', host),
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      },
    );
    return JSON.parse(stdout.slice(stdout.indexOf('{'))).schemas;
  });
}

function configuration() {
  const schemas = configSchemas();
  return PLUGINS.map(folder => {
    const name = `@backstage-irsa/plugin-${folder}`;
    const { value } = schemas.find(({ packageName }) => packageName === name);
    const sections = Map.groupBy(
      keysOf(value),
      ([key]) => /`(\w+\.\w+)/.exec(key)[1],
    );
    return [
      `## ${name}`,
      ...[...sections].map(
        ([section, rows]) =>
          `### \`${section}\`\n\n${table(['key', 'type', 'meaning'], rows)}`,
      ),
    ].join('\n\n');
  }).join('\n\n');
}

const openApi = () => YAML.parse(readFileSync(inRoot(OPENAPI), 'utf8'));

/** Returns the table of the fields of a spec, with schema references resolved. */
function spec() {
  const { schemas } = openApi().components;
  const opened = field =>
    field.$ref ? schemas[field.$ref.split('/').at(-1)] : field;
  const { required, properties } = schemas.IamServiceAccountSpec;
  const fields = Object.entries(properties).map(([name, field]) => {
    const { items, ...rest } = opened(field);
    return [name, items ? { ...rest, items: opened(items) } : rest];
  });
  return fieldTable('field', {
    required,
    properties: Object.fromEntries(fields),
  });
}

function routes() {
  const rows = Object.entries(openApi().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description }]) => [
      `\`${method.toUpperCase()} ${path.replace('/v1', '')}\``,
      cell(description),
    ]),
  );
  return table(['route', 'what it does'], rows);
}

/** The example location for the ARNs in the statements of grants. The actions do not depend on it. */
const WHERE = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
const ANY = 'arn:aws:iam::444455556666:role/shared/reports';

const codes = names =>
  [...new Set(names)].map(each => `\`${each}\``).join(', ') || 'none';

const grants = () =>
  product.grants
    .map(({ service, title, resourceLabel, access }) => {
      const keyActionsOf = name =>
        grantKeyActions({ service, access: name, resource: ANY });
      const isEncrypted = Object.keys(access).some(
        name => keyActionsOf(name).length > 0,
      );
      const rows = Object.entries(access).map(
        ([name, { description, statements }]) => [
          `\`${name}\``,
          cell(description),
          codes(statements(ANY, WHERE).flatMap(({ Action }) => Action)),
          ...(isEncrypted ? [codes(keyActionsOf(name))] : []),
        ],
      );
      return `## ${title}\n\n\`service: ${service}\`; resource: ${resourceLabel}.\n\n${table(
        [
          ...['access', 'allows to', 'actions'],
          ...(isEncrypted ? ['with a customer managed key'] : []),
        ],
        rows,
      )}`;
    })
    .join('\n\n');

const templateActions = () =>
  product.templateActions
    .map(({ id, description, schema, examples = [], supportsDryRun }) =>
      [
        `## \`${id}\``,
        description,
        supportsDryRun && 'Supports dry runs.',
        fieldTable('input', schema.input),
        schema.output && fieldTable('output', schema.output),
        ...examples
          .slice(0, 1)
          .map(
            one =>
              `${
                one.description
              }:\n\n\`\`\`yaml\n${one.example.trim()}\n\`\`\``,
          ),
      ]
        .filter(Boolean)
        .join('\n\n'),
    )
    .join('\n\n');

const faultLink = id => `[${id}](../failure-modes.md#${id})`;

const checks = () =>
  table(
    ['check', 'link', 'question', 'failure modes'],
    product.checks.map(({ id, link, question, faults }) => [
      `[${id}](${id}.md)`,
      link,
      question,
      faults.map(faultLink).join(', '),
    ]),
  );

/** Returns the line that describes a check on its page. */
function check(page) {
  const { id, link, faults, requiredPermissions } = product.checks.find(
    ({ docs }) => docs === page,
  );
  return [
    `**Check:** \`${id}\``,
    `**Link:** ${link}`,
    ...(faults.length > 0
      ? [`**Failure modes:** ${faults.map(faultLink).join(', ')}`]
      : []),
    `**Reads:** ${codes(requiredPermissions)}`,
  ].join(' · ');
}

const deniedActions = () =>
  table(
    ['group', 'actions', 'what an attacker could do'],
    product.deniedGroups.map(({ title, actions, attack }) => [
      title,
      actions.map(action => `\`${action}\``).join(', '),
      attack,
    ]),
  );

/** The generators of the blocks by name. Each gets the path of the page that contains the block. */
export const BLOCKS = {
  check,
  checks,
  configuration,
  'denied-actions': deniedActions,
  grants,
  routes,
  spec,
  'template-actions': templateActions,
};
