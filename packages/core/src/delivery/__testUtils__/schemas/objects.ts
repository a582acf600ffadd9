/** A JSON schema, without unused parts. */
export type Schema = Record<string, unknown>;

export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const integer: Schema = { type: 'integer' };
export const texts: Schema = { type: 'object', additionalProperties: text };

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** Returns the schema of an object with only these properties. */
export function objectOf(
  properties: Record<string, Schema>,
  required: string[] = [],
): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Returns the schema of a Kubernetes object of one kind. Its `metadata` is of the API `meta/v1`. */
export function kindOf(apiVersion: string, kind: string, spec?: Schema) {
  return objectOf(
    {
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: objectOf(
        { name: text, namespace: text, annotations: texts, labels: texts },
        ['name'],
      ),
      ...(spec && { spec }),
    },
    ['apiVersion', 'kind', 'metadata', ...(spec ? ['spec'] : [])],
  );
}
