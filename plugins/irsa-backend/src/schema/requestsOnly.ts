import type { spec } from './spec.generated';

type Json = Record<string, unknown>;

/** Returns the names in `components/<kind>` to which a value refers. */
function referencesIn(value: unknown, kind: string): string[] {
  const start = `#/components/${kind}/`;
  return [...JSON.stringify(value).matchAll(/"\$ref":"([^"]+)"/g)]
    .map(([, reference]) => reference)
    .filter(reference => reference.startsWith(start))
    .map(reference => reference.slice(start.length));
}

/** Returns the schemas to which a value refers, directly or through other schemas. */
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

/** Replaces the responses of an operation by a minimal one, because a document requires one. */
const withoutResponses = (operation: unknown) =>
  operation instanceof Object && 'responses' in operation
    ? { ...operation, responses: { default: { description: 'Any.' } } }
    : operation;

/**
 * Returns the part of the document that validates requests. Every start of a backend compiles the whole document it is given, so the descriptions of
 * responses, which are most of it, are left out.
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
  // The casts are needed because objects built from entries lose the document's literal types.
  return {
    ...document,
    paths: paths as unknown as typeof spec.paths,
    components: {
      ...components,
      schemas: schemasOf([paths, components], schemas),
    } as unknown as typeof spec.components,
  };
}
