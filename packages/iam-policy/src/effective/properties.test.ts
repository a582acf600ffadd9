import fc from 'fast-check';
import { arbitraryRequest } from '../__testUtils__/arbitraries';
import { evaluate } from '../evaluate/evaluate';
import { matchPattern } from '../match/pattern';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { effectivePermissions } from './effective';
import type { PermissionEntry } from './types';

const services: CatalogueService[] = [
  {
    prefix: 's3',
    title: 'S3',
    actions: [
      { name: 'GetObject', level: 'Read' },
      { name: 'PutObject', level: 'Write' },
    ],
  },
];
const catalogue: ActionCatalogue = {
  prefixes: () => ['s3'],
  service: prefix => services.find(service => service.prefix === prefix),
};

// Of the layers that effectivePermissions takes, about an object or a bucket.
const request = arbitraryRequest
  .filter(
    ({ action, resource }) => action.startsWith('s3:') && resource !== '*',
  )
  .map(
    ({ sessionPolicies: _session, resourcePolicy: _resource, ...rest }) => rest,
  );

function matches(texts: string[], resource: string): boolean {
  const BUT = 'everything but ';
  return texts.some(text =>
    text.startsWith(BUT)
      ? !text
          .slice(BUT.length)
          .split(' and ')
          .some(pattern => matchPattern(pattern, resource))
      : matchPattern(text, resource),
  );
}

const isAbout = (entry: PermissionEntry, resource: string) =>
  matches(entry.resources, resource) && !matches(entry.except ?? [], resource);

describe('effectivePermissions and evaluate', () => {
  it('agree on random policies', () => {
    let sure = 0;
    let maybe = 0;
    fc.assert(
      fc.property(request, asked => {
        const { decision } = evaluate(asked);
        const open = effectivePermissions(asked, { catalogue })
          .services.flatMap(({ levels }) => levels)
          .flatMap(({ entries }) => entries)
          .filter(
            ({ state, actions }) =>
              state !== 'blocked' && actions.includes(asked.action),
          )
          .filter(entry => isAbout(entry, asked.resource));
        const certain = open.filter(({ conditions }) => !conditions);
        sure += certain.length;
        maybe += open.length - certain.length;
        // What is allowed without conditions is allowed in any request.
        expect(certain.length === 0 || decision === 'Allowed').toBe(true);
        // What is allowed in some request is not left out.
        expect(decision !== 'Allowed' || open.length > 0).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    // Agreement proves little unless there is something to agree on.
    expect(sure).toBeGreaterThan(100);
    expect(maybe).toBeGreaterThan(100);
  });
});
