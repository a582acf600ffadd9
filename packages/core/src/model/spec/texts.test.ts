import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import fc from 'fast-check';
import { checkSpec } from './checkSpec';
import { isEntityRef } from './entityRef';
import { isRolePath } from './role';

/** Generates a text with up to 3 of these parts or arbitrary characters inserted. */
const near = (text: string, ...parts: string[]) =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 2 })),
      ),
      { maxLength: 3 },
    )
    .map(inserted =>
      inserted.reduce(
        (all, [at, part]) => all.slice(0, at) + part + all.slice(at),
        text,
      ),
    );

const TAGGED = {
  entityRef: 'component:default/orders',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
};

describe('texts from a caller', () => {
  it('are entity references only if kind, namespace, and name are valid', () => {
    fc.assert(
      fc.property(
        near('Component:default/orders', ':', '/', '..', '-', '_', 'A', ' '),
        text => {
          if (!isEntityRef(text)) return;
          expect(text).toMatch(
            /^[a-z][a-z0-9]*:([a-z0-9-]+\/)?[a-z0-9][\w.-]*$/i,
          );
          // The full form is also valid, and is the same reference.
          const full = stringifyEntityRef(parseEntityRef(text));
          expect(isEntityRef(full)).toBe(true);
          expect(stringifyEntityRef(parseEntityRef(full))).toBe(full);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are role paths only if URL parsing does not change them', () => {
    fc.assert(
      fc.property(near('/irsa/a/', '/', '.', '/..', './', '%2e', '='), text => {
        if (!isRolePath(text)) return;
        expect(new URL(text, 'https://iam').pathname).toBe(text);
        expect(text).toMatch(/^\/.*[^/]\/$/);
      }),
      { numRuns: 100 },
    );
  });

  it('are tag keys only if they can be own properties of an object', () => {
    fc.assert(
      fc.property(
        near('', '__proto__', 'constructor', 'prototype', ' ', 'aws:', 'team'),
        key => {
          const tags = JSON.parse(`{${JSON.stringify(key)}:"x"}`);
          const refused = checkSpec({ ...TAGGED, tags }).length > 0;
          const written: Record<string, string> = {};
          written[key] = 'x';
          expect(refused || Object.hasOwn(written, key)).toBe(true);
          expect(refused || !(key.trim() in {})).toBe(true);
          expect(refused || !/^\s*aws:/i.test(key)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
