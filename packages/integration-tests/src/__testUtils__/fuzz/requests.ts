import { anyJson, anyText, mutated, retexted } from '@backstage-irsa/fuzz';
import { spec } from '../internals';
import fc from 'fast-check';

/** A request in which any part can be invalid. */
export interface FuzzedRequest {
  method: string;
  /** The path as sent on the wire, before any client encodes it. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** The valid inputs of an operation. */
export interface Genuine {
  /** The parameter values by name. */
  parameters: Record<string, fc.Arbitrary<string>>;
  bodies?: unknown[];
}

interface Parameter {
  name: string;
  in: string;
  schema?: { enum?: readonly string[]; $ref?: string };
}

/** One operation of the OpenAPI document. */
export interface Operation {
  /** The method and path, such as `GET /v1/roles/{id}`. */
  name: string;
  method: string;
  template: string;
  query: Parameter[];
  takesBody: boolean;
}

const METHODS = ['get', 'put', 'post', 'delete'];

function parameterOf(parameter: object): Parameter {
  if (!('$ref' in parameter)) return parameter as Parameter;
  const name = String(parameter.$ref).split('/').pop() ?? '';
  return Reflect.get(spec.components.parameters, name) as Parameter;
}

/** Returns every operation of the API. */
export function operations(): Operation[] {
  return Object.entries(spec.paths).flatMap(([template, item]) =>
    Object.entries(item as Record<string, object>)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => {
        const { parameters = [], requestBody } = operation as {
          parameters?: object[];
          requestBody?: object;
        };
        return {
          name: `${method.toUpperCase()} ${template}`,
          method: method.toUpperCase(),
          template,
          query: parameters
            .map(parameterOf)
            .filter(parameter => parameter.in === 'query'),
          takesBody: requestBody !== undefined,
        };
      }),
  );
}

/** A text as part of a URL. Some texts are sent without encoding, even if invalid. */
const encoded = fc.oneof(
  {
    weight: 9,
    arbitrary: anyText.map(text => encodeURIComponent(text.toWellFormed())),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '%',
      '%zz',
      '%00',
      '%c0%af',
      '%ed%a0%80',
      '..',
      '%2e%2e%2f%2e%2e',
      '+',
      ';a=b',
      '[]',
    ),
  },
);

/** Returns mostly valid values, so that the code behind the first checks is reached too. */
function mostly(right: fc.Arbitrary<string> | undefined): fc.Arbitrary<string> {
  return right
    ? fc.oneof(
        { weight: 8, arbitrary: right.map(encodeURIComponent) },
        { weight: 1, arbitrary: encoded },
      )
    : encoded;
}

function pathOf({ template }: Operation, genuine: Genuine) {
  const parts = template.split('/').map(part => {
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    return name ? mostly(genuine.parameters[name]) : fc.constant(part);
  });
  return fc.tuple(...parts).map(texts => texts.join('/'));
}

function valuesOf({ schema = {} }: Parameter): readonly string[] | undefined {
  if (schema.enum || !schema.$ref) return schema.enum;
  const name = schema.$ref.split('/').pop() ?? '';
  const found: { enum?: readonly string[] } = Reflect.get(
    spec.components.schemas,
    name,
  );
  return found.enum;
}

/** Returns valid query parameters, each at most once, sometimes with invalid ones: lists, objects, unknown names, and duplicates. */
function queryOf({ query }: Operation, genuine: Genuine) {
  const own = query.map(parameter => {
    const { name } = parameter;
    const values = valuesOf(parameter);
    const right = values
      ? fc.constantFrom(...values)
      : genuine.parameters[name];
    return mostly(right).map(value => `${name}=${value}`);
  });
  const foreign = fc
    .tuple(encoded, encoded)
    .map(([name, value]) => `${name}=${value}`);
  const wrong = fc.oneof(
    foreign,
    ...own.map(pair => pair.map(text => text.replace('=', '[]='))),
    ...own.map(pair => pair.map(text => text.replace('=', '[a]='))),
    ...own,
  );
  return fc
    .tuple(
      own.length > 0
        ? fc.uniqueArray(fc.oneof(...own), {
            maxLength: 3,
            selector: text => text.split('=')[0],
          })
        : fc.constant([]),
      fc.oneof(
        { weight: 9, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(wrong, { minLength: 1, maxLength: 3 }),
        },
      ),
    )
    .map(([pairs, others]) => [...pairs, ...others].join('&'))
    .map(text => (text ? `?${text}` : ''));
}

const DEEP = 20_000;

/** Bodies that are not valid JSON, or are extreme. */
const brokenBody = fc.oneof(
  anyText,
  fc.constantFrom(
    '',
    '{',
    '[]',
    '"a"',
    'null',
    '{"spec":',
    '{"__proto__":{"live":true}}',
    '{"constructor":{"prototype":{"live":true}}}',
    '{"live":1e99999}',
    `{"live":${'9'.repeat(5_000)}}`,
    '{"text":"\\ud800"}',
    '{"text":"\\u0000"}',
    '\u0000',
    '['.repeat(DEEP) + ']'.repeat(DEEP),
    `${'{"a":'.repeat(DEEP / 4)}1${'}'.repeat(DEEP / 4)}`,
    `{"text":"${'x'.repeat(200_000)}"}`,
  ),
);

function bodyOf({ takesBody }: Operation, { bodies = [] }: Genuine) {
  const anything = fc.oneof(
    anyJson.map(value => JSON.stringify(value)),
    brokenBody,
  );
  // Operations without a body also get one sometimes.
  if (!takesBody || bodies.length === 0) {
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: anything },
    );
  }
  return fc.oneof(
    {
      weight: 5,
      arbitrary: retexted(...bodies).map(body => JSON.stringify(body)),
    },
    {
      weight: 3,
      arbitrary: mutated(...bodies).map(body => JSON.stringify(body)),
    },
    { weight: 1, arbitrary: anything },
  );
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-7',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/merge-patch+json',
];

/** A header value without control characters, which the client would reject. */
const headerText = anyText.map(text =>
  text
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 200)
    .trim(),
);

/** Returns requests for an operation, from nearly valid to garbage. */
export function requestsOf(
  operation: Operation,
  genuine: Genuine,
): fc.Arbitrary<FuzzedRequest> {
  return fc
    .record({
      path: pathOf(operation, genuine),
      query: queryOf(operation, genuine),
      body: bodyOf(operation, genuine),
      type: fc.oneof(
        { weight: 20, arbitrary: fc.constant(TYPES[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...TYPES.slice(1)) },
      ),
      prefer: fc.option(headerText, { nil: undefined }),
    })
    .map(({ path, query, body, type, prefer }) => ({
      method: operation.method,
      path: path + query,
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(prefer !== undefined && { prefer }),
      },
      ...(body !== undefined && { body }),
    }));
}
