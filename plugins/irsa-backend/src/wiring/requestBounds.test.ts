import { spec as document } from '../schema/spec.generated';

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  maxLength?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Operation {
  operationId: string;
  parameters?: { $ref?: string; name: string; in: string; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

/** AWS policy documents have their own format. `preflight/requireReadable.ts` limits them. */
const DOCUMENTS = ['policyDocument', 'sessionPolicyDocument'];

function deref<T extends { $ref?: string }>(value: T): T {
  if (!value.$ref) return value;
  const keys = value.$ref.split('/').slice(1);
  return keys.reduce<any>((of, key) => of[key], document);
}

/** Returns the parts of a value that have no size limit. */
function unbounded(given: Schema, at: string): string[] {
  const schema = deref(given);
  const { type, items, properties = {}, additionalProperties } = schema;
  const parts = [...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const inParts = parts.flatMap(part => unbounded(part, at));
  if (type === 'string') {
    const bound =
      schema.enum ?? schema.pattern ?? schema.format ?? schema.maxLength;
    return bound === undefined ? [at] : [];
  }
  if (type === 'array') {
    return [
      ...(schema.maxItems === undefined ? [at] : []),
      ...(items ? unbounded(items, `${at}[]`) : []),
    ];
  }
  const own = Object.entries(properties).flatMap(([name, part]) =>
    DOCUMENTS.includes(name) ? [] : unbounded(part, `${at}.${name}`),
  );
  const isOpen =
    type === 'object' &&
    additionalProperties !== false &&
    schema.maxProperties === undefined;
  return [
    ...inParts,
    ...own,
    ...(isOpen ? [at] : []),
    ...(typeof additionalProperties === 'object'
      ? unbounded(additionalProperties, `${at}.*`)
      : []),
  ];
}

const operations = Object.values<Record<string, unknown>>(document.paths)
  .flatMap(item => Object.values(item) as Operation[])
  .filter(({ operationId }) => operationId);

it.each(operations)(
  'limits the size of every request value: $operationId',
  ({ parameters = [], requestBody }) => {
    const inParameters = parameters
      .map(deref)
      // Node.js limits headers.
      .filter(parameter => parameter.in !== 'header')
      .flatMap(({ name, schema }) => unbounded(schema, name));
    const body = requestBody?.content['application/json'].schema;
    expect([...inParameters, ...(body ? unbounded(body, 'body') : [])]).toEqual(
      [],
    );
  },
);
