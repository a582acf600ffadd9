// docs/reference/api.md, from the OpenAPI document of the `irsa` backend plugin.
import { readFileSync } from 'node:fs';
import YAML from 'yaml';
import { inRoot } from '../../lib/paths.mjs';
import { cell, gitHubSlug, table } from '../markdown.mjs';

const BASE = '/api/irsa';
const SOURCE = 'plugins/irsa-backend/src/schema/openapi.yaml';

const refName = ref => ref.split('/').at(-1);
const linkTo = name => `[${name}](#${gitHubSlug(name)})`;

/** What a value may be, in a few words. */
function words(schema) {
  if (schema === undefined || schema === true) return 'anything';
  if (schema.$ref) return linkTo(refName(schema.$ref));
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map(words).join(' or ');
  if (schema.allOf) return schema.allOf.map(words).join(' with ');
  if (schema.enum) return schema.enum.map(each => `\`${each}\``).join(', ');
  if (schema.type === 'array') return `list of ${words(schema.items)}`;
  if (Array.isArray(schema.type)) {
    return schema.type
      .map(type => words({ ...schema, type, enum: undefined }))
      .join(' or ');
  }
  if (schema.type === 'object' && schema.additionalProperties?.type) {
    return `object of ${words(schema.additionalProperties)}`;
  }
  return [
    schema.format === 'date-time' ? 'time' : schema.type ?? 'anything',
    ...limitsOf(schema),
  ].join(', ');
}

function limitsOf({ minimum, maximum, maxLength, default: preset }) {
  const limits = [];
  if (minimum !== undefined && maximum !== undefined) {
    limits.push(`${minimum} to ${maximum}`);
  } else if (minimum !== undefined) limits.push(`at least ${minimum}`);
  else if (maximum !== undefined) limits.push(`at most ${maximum}`);
  if (maxLength !== undefined) limits.push(`at most ${maxLength} characters`);
  if (preset !== undefined) limits.push(`default ${preset}`);
  return limits;
}

/** The object that a schema writes out in place, or in the items of its list. */
function innerOf(schema) {
  if (schema.properties) return { object: schema, list: '' };
  if (schema.items?.properties) return { object: schema.items, list: '[]' };
  return undefined;
}

/** A row a field; objects that are written out in place are taken apart. */
function fieldsOf(schema, above = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const needed = schema.required?.includes(key) ? '' : ' ?';
    const name = `${above}${key}`;
    const inner = innerOf(value);
    const row = [
      `\`${name}\`${needed}`,
      inner ? `${inner.list && 'list of '}object` : cell(words(value)),
      cell(value.description),
    ];
    return inner
      ? [row, ...fieldsOf(inner.object, `${name}${inner.list}.`)]
      : [row];
  });
}

function shapeOf(schema) {
  const parts = schema.allOf ?? [schema];
  const rows = parts.flatMap(part => fieldsOf(part));
  const based = parts.filter(part => part.$ref).map(words);
  return [
    based.length > 0 && `All of ${based.join(', ')}, and:`,
    rows.length > 0
      ? table(['field', 'is', 'meaning'], rows)
      : cell(words({ ...schema, description: undefined })),
  ].filter(Boolean);
}

const contentOf = body => Object.entries(body.content ?? {});

function bodyOf(body) {
  return contentOf(body).flatMap(([, { schema }]) =>
    schema.properties
      ? ['Body:', ...shapeOf(schema)]
      : [`Body: ${words(schema)}.`],
  );
}

function answersOf(responses) {
  const rows = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => [
      status,
      contentOf(response)
        .map(([type, { schema }]) =>
          type === 'application/json'
            ? words(schema)
            : `\`${type}\`, ${words(schema)}`,
        )
        .join('; ') || 'nothing',
      cell(response.description),
    ]);
  return table(['status', 'answer', 'when'], rows);
}

function operation(document, path, method, spec) {
  if (!spec.description) {
    throw new Error(`${method.toUpperCase()} ${path} has no description.`);
  }
  const parameters = (spec.parameters ?? []).map(each =>
    each.$ref ? document.components.parameters[refName(each.$ref)] : each,
  );
  return [
    `### ${spec.operationId}`,
    `\`${method.toUpperCase()} ${BASE}${path}\``,
    spec.description,
    parameters.length > 0 &&
      table(
        ['parameter', 'in', 'is', 'meaning'],
        parameters.map(each => [
          `\`${each.name}\`${each.required ? '' : ' ?'}`,
          each.in,
          cell(words(each.schema)),
          cell(each.description ?? each.schema.description),
        ]),
      ),
    ...(spec.requestBody ? bodyOf(spec.requestBody) : []),
    answersOf(spec.responses),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The page. */
export function page() {
  const document = YAML.parse(readFileSync(inRoot(SOURCE), 'utf8'));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, spec]) =>
      operation(document, path, method, spec),
    ),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      [`### ${name}`, schema.description, ...shapeOf(schema)]
        .filter(Boolean)
        .join('\n\n'),
  );
  return `# The API

Every route of the \`irsa\` backend plugin. The document itself is served at \`${BASE}/openapi.json\`. Backend plugins have a client: \`irsaServiceRef\` of \`@backstage-irsa/plugin-irsa-node\`.

- A request carries a Backstage token: \`Authorization: Bearer …\`. Who may ask what is told in [who may do what](../how-to/control-access.md), and the routes of the fleet at more length in [the fleet by its API](../fleet-api.md).
- A field or parameter with \`?\` may be left out.
- Lists answer \`items\`, and \`nextCursor\` when there is more: give it as \`cursor\` for the next page.
- What goes wrong is answered as [Error](#error): 400 for what a request says wrongly, 401 without a token, 403 where a permission or an owner is missing, 404 for what is not there or may not be seen, 409 for what changed in between, 429 when too many live proofs are asked for, 503 when AWS or a cluster does not answer.
- A change answers when it is done. With \`Prefer: respond-async\` it answers 202 and an [Operation](#operation) at once, to be followed by [GetOperation](#getoperation).

## Routes

${operations.join('\n\n')}

## Shapes

${schemas.join('\n\n')}
`;
}
