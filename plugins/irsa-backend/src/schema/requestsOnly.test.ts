import { requestsOnly } from './requestsOnly';
import { spec } from './spec.generated';

interface Operation {
  parameters?: unknown;
  requestBody?: unknown;
}
const operationsOf = (document: typeof spec) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(
      ([method, { parameters, requestBody }]) => ({
        ...{ path, method, parameters, requestBody },
      }),
    ),
  );

describe('requestsOnly', () => {
  const made = requestsOnly(spec);
  const text = JSON.stringify(made);

  it('keeps every operation, with its parameters and its body', () => {
    expect(operationsOf(made)).toEqual(operationsOf(spec));
  });

  it('keeps all referenced components unchanged', () => {
    const references = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    const of = (document: typeof spec, [, kind, name]: RegExpMatchArray) =>
      (document.components as Record<string, Record<string, unknown>>)[kind][
        name
      ];
    for (const reference of references) {
      expect(of(made, reference)).toEqual(of(spec, reference));
      expect(of(made, reference)).toBeDefined();
    }
  });

  it('omits schemas that only responses use', () => {
    const schemas = Object.keys(made.components.schemas);
    expect(schemas).toContain('IamServiceAccountSpec');
    expect(schemas).not.toContain('Verification');
    expect(text.length).toBeLessThan(JSON.stringify(spec).length / 2);
  });
});
