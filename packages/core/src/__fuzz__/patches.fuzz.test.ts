import { anyText, fuzz, NASTY } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import {
  patchHelmValues,
  patchKustomization,
  patchManifest,
} from '../delivery/patches';
import {
  arbitraryKustomization,
  arbitraryManifest,
  arbitraryValues,
} from '../delivery/patches/__testUtils__/arbitraryYaml';
import {
  expectAdded,
  ORDERS,
  ROLE,
  type Patch,
} from '../delivery/patches/__testUtils__/tried';

const TARGETS: [string, fc.Arbitrary<string>, Patch][] = [
  [
    'Helm values',
    arbitraryValues,
    (text, changes) =>
      patchHelmValues(text, 'serviceAccount.annotations', changes),
  ],
  [
    'manifests',
    arbitraryManifest,
    (text, changes) => patchManifest(text, ORDERS, changes),
  ],
  [
    'kustomizations',
    arbitraryKustomization,
    (text, changes) => patchKustomization(text, ORDERS, changes),
  ],
];

const value = fc.oneof(anyText, fc.constantFrom(...NASTY));
const isOrdinary = (text: string) => !/\p{Cs}|\{\{/u.test(text);

/** The values of a key in a file, in the texts of inline patches too. */
function valuesOf(text: string, key: string): unknown[] {
  const found: unknown[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Pair(_, pair) {
        if (isScalar(pair.key) && pair.key.value === key) {
          found.push(isScalar(pair.value) && pair.value.value);
        }
        if (isScalar(pair.key) && pair.key.value === 'patch') {
          found.push(...valuesOf(String(pair.value), key));
        }
      },
    });
  }
  return found;
}

/** A file with some of its text gone or written twice. */
const spoiled = (files: fc.Arbitrary<string>) =>
  fc
    .tuple(files, fc.nat(), fc.nat(), fc.constantFrom('', ...NASTY, '\t', '\n'))
    .map(([text, from, length, piece]) => {
      const at = from % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + (length % 20));
    });

describe('fuzz: patches of files', () => {
  describe.each(TARGETS)('%s', (what, files, patch) => {
    fuzz(
      `patches: ${what}`,
      fc.tuple(files, value.filter(isOrdinary)),
      ([text, annotation]) => {
        const after = expectAdded(patch, text, { [ROLE]: annotation });
        expect(valuesOf(after, ROLE)).toEqual([annotation]);
      },
    );

    fuzz(`patches: ${what}, spoiled`, spoiled(files), text => {
      const patched = patch(text, { [ROLE]: 'x' });
      if ('refused' in patched) return;
      expect(patch(patched.text, { [ROLE]: 'x' })).toEqual(patched);
      expect(patch(patched.text, { [ROLE]: null })).not.toHaveProperty(
        'refused',
      );
    });
  });
});
