// Builds the worst request bodies for each operation with a body, from the OpenAPI document.
import { DOCUMENTS } from './documents.mjs';

const WORST = ['NotAction statements', '60 kB of NotAction'];

/** Returns the largest value that a schema accepts, within limits. */
function largest(schema, deref, seed) {
  const known = deref(schema);
  const each = part => largest(part, deref, seed);
  if (known.enum) return known.enum[known.enum.length - 1];
  if (known.oneOf) return each(known.oneOf[known.oneOf.length - 1]);
  if (known.type === 'array') {
    return Array.from({ length: Math.min(known.maxItems ?? 20, 100) }, () =>
      each(known.items),
    );
  }
  if (known.type === 'object') {
    const own = Object.entries(known.properties ?? {});
    const values = known.additionalProperties;
    const more =
      typeof values === 'object'
        ? Array.from(
            { length: Math.min(known.maxProperties ?? 20, 50) },
            (_, at) => [`aws:PrincipalTag/${seed}${at}`, values],
          )
        : [];
    return Object.fromEntries(
      [...own, ...more].map(([key, part]) => [key, each(part)]),
    );
  }
  if (known.type === 'boolean') return false;
  if (known.type === 'integer') return known.maximum ?? 100;
  if (known.format === 'date-time') return new Date().toISOString();
  return `${seed}${'a*?'.repeat(700)}`.slice(0, known.maxLength ?? 2000);
}

function specWith(policyDocument, seed) {
  return {
    entityRef: `component:default/bench-${seed}`,
    owner: 'group:default/guests',
    cluster: 'prod-eu',
    namespace: 'production',
    name: `bench-${seed}`,
    policyDocument,
  };
}

/** Returns a text of distinct AWS error messages with the given length. */
function errorText(seed, length) {
  let text = '';
  for (let at = 0; text.length < length; at += 1) {
    text += `AccessDenied: User: arn:aws:sts::111122223333:assumed-role/r${seed}${at}/s is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b${seed}/${at}" because no identity-based policy allows the s3:GetObject action\n`;
  }
  return text.slice(0, length);
}

function simulation(seed) {
  const requests = Array.from({ length: 20 }, (_, at) => ({
    action: 's3:GetObject',
    resource: `arn:aws:s3:::b${seed}/${at}/${'a/'.repeat(300)}`,
    context: Object.fromEntries(
      Array.from({ length: 40 }, (__, of) => [
        `aws:PrincipalTag/${seed}${of}`,
        Array.from({ length: 4 }, (___, value) => `${value}${'a'.repeat(4)}`),
      ]),
    ),
  }));
  return { requests };
}

/** Returns the body builders of one operation, each with a description. */
function bodiesOf({ operationId, schema }, deref) {
  const { spec, text, requests } = deref(schema).properties;
  if (spec) {
    // One operation gets every document. The others, which validate specs in the same way, get only the worst accepted and the worst rejected one.
    const documents =
      operationId === 'PlanServiceAccount' ? Object.keys(DOCUMENTS) : WORST;
    return documents.map(what => [
      what,
      seed => ({
        spec: specWith(DOCUMENTS[what](seed), seed),
        ...(deref(schema).properties.format && { format: 'terraform' }),
      }),
    ]);
  }
  if (text)
    return [
      ['errors of AWS', seed => ({ text: errorText(seed, text.maxLength) })],
    ];
  if (requests) return [['requests with context', simulation]];
  return [[`what ${operationId} takes`, seed => largest(schema, deref, seed)]];
}

/** Returns every operation with a body: its method, path, and builders of its worst bodies with a description. */
export function operationsWithBody(document) {
  const deref = schema =>
    schema.$ref
      ? schema.$ref
          .split('/')
          .slice(1)
          .reduce((of, key) => of[key], document)
      : schema;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    ['post', 'put'].flatMap(method => {
      const operation = item[method];
      const body = operation?.requestBody && deref(operation.requestBody);
      if (!body) return [];
      const { operationId } = operation;
      const { schema } = body.content['application/json'];
      return [
        {
          operationId,
          method,
          path,
          bodies: bodiesOf({ operationId, schema }, deref),
        },
      ];
    }),
  );
}
