import fc from 'fast-check';
import { matchesText } from '../__testUtils__/referenceTexts';
import { namesOf } from '../effective/names';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { ActionList } from './action-list';

// Not sorted, and many with the same prefix.
const SERVICES: CatalogueService[] = ['s3', 's3x', 'ec2'].map(prefix => ({
  prefix,
  title: prefix,
  actions: ['GetAb', 'Get', 'getAa', 'ListGet', 'GETB', 'Put'].map(name => ({
    name,
    level: 'Read',
  })),
}));
const catalogue: ActionCatalogue = {
  prefixes: () => SERVICES.map(({ prefix }) => prefix),
  service: prefix => SERVICES.find(one => one.prefix === prefix.toLowerCase()),
};

const prefix = fc.constantFrom('s3', 'S3', 's3x', 'ec2', 's3*', '?3', '*', 'x');
const name = fc.constantFrom(
  ...['*', 'Get', 'get*', 'GetA?', '*Get', 'G*t*', 'Get**', 'Put', 'Pu', ''],
  'Put:*',
);
const source = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(prefix, name).map(parts => parts.join(':')),
  },
  { weight: 1, arbitrary: fc.constantFrom('*', 's3', 'get*', '**') },
);
const sources = fc.array(source, { minLength: 1, maxLength: 4 });

const isNamed = (list: string[], action: string) =>
  list.some(text => matchesText(text.toLowerCase(), action, null));

/** Lists all matching actions of a service, as for the expansion of a whole service. */
function namedAtOnce(list: ActionList, service: CatalogueService): string[] {
  const names = namesOf(service);
  const found = new Set<number>();
  const extents = {
    all: () => names.folded.forEach((_, index) => found.add(index)),
    some: () => list.each(service.prefix, names, index => found.add(index)),
    none: () => {},
  };
  extents[list.of(service.prefix)]();
  return names.folded.filter((_, index) => found.has(index));
}

describe('ActionList', () => {
  it('matches the same actions as the plain definition of wildcards, one by one and in bulk', () => {
    fc.assert(
      fc.property(sources, texts => {
        const list = new ActionList(texts);
        for (const service of SERVICES) {
          const names = namesOf(service);
          const expected = names.folded.filter(one => isNamed(texts, one));
          const one = names.folded.filter(action =>
            list.has(action, service.prefix),
          );
          expect(one).toEqual(expected);
          expect(namedAtOnce(list, service)).toEqual(expected);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('lists the patterns that match no action of their service', () => {
    const list = new ActionList([
      ...['s3:Get', 'S3:Gone', 's3:Gone*', 'ec2:*', 'gone:*', 'gone:Get'],
      ...['*:Gone', '*'],
    ]);
    expect(list.unknown(catalogue).sort()).toEqual(
      ['S3:Gone', 'gone:*', 'gone:Get', 's3:Gone*'].sort(),
    );
  });
});
