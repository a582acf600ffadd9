import type { spec } from './spec.generated';

type Json = Record<string, unknown>;

/** The names in `components/<kind>` that a value refers to. */
function referencesIn(value: unknown, kind: string): string[] {
  const start = `#/components/${kind}/`;
  return [...JSON.stringify(value).matchAll(/"\$ref":"([^"]+)"/g)]
    .map(([, reference]) => reference)
    .filter(reference => reference.startsWith(start))
    .map(reference => reference.slice(start.length));
}

/** Those of the schemas that a value refers to, itself or by others. */
function schemasOf(value: unknown, all: Json): Json {
  const used = new Map<string, unknown>();
  const left = referencesIn(value, 'schemas');
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (used.has(name)) continue;
    used.set(name, all[name]);
    left.push(...referencesIn(all[name], 'schemas'));
  }
  return Object.fromEntries(used);
}

/** An operation without its responses, of which a document must have one. */
const withoutResponses = (operation: unknown) =>
  operation instanceof Object && 'responses' in operation
    ? { ...operation, responses: { default: { description: 'Any.' } } }
    : operation;

/**
 * What requests are validated by. Every start of a backend compiles the whole document it is given, so what describes answers, most of it, is left out.
 * @param document - the OpenAPI document of the plugin
 */
export function requestsOnly(document: typeof spec): typeof spec {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item).map(([key, value]) => [
          key,
          withoutResponses(value),
        ]),
      ),
    ]),
  );
  const { responses, schemas, ...components } = document.components;
  // The casts: made of entries, the parts have lost the literal types of the document.
  return {
    ...document,
    paths: paths as unknown as typeof spec.paths,
    components: {
      ...components,
      schemas: schemasOf([paths, components], schemas),
    } as unknown as typeof spec.components,
  };
}
