import fc from 'fast-check';
import { arbitraryRequest } from '../__testUtils__/arbitraries';
import { evaluate } from '../evaluate/evaluate';
import type { EvaluationRequest } from '../evaluate/types';
import { matchesText } from '../__testUtils__/referenceTexts';
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

// Requests of a session in its own account, with the layers that effectivePermissions accepts, for an object or a bucket.
const request = arbitraryRequest
  .filter(
    ({ action, resource, principal, resourceAccount }) =>
      action.startsWith('s3:') &&
      resource !== '*' &&
      principal.kind === 'session' &&
      resourceAccount === undefined,
  )
  .map(({ sessionPolicies: _session, resourcePolicy, ...rest }) => ({
    ...rest,
    ...(resourcePolicy && {
      vpcEndpoint: {
        policy: resourcePolicy,
        isGateway: resourcePolicy.name.length % 2 > 0,
      },
    }),
  }));

const NARROWING = [
  'permissionsBoundary',
  'vpcEndpoint',
  'serviceControlPolicies',
  'resourceControlPolicies',
] as const;

/** Each layer exists in half of the runs. With all layers, random policies allow almost nothing. */
const requestOfFewLayers = fc
  .tuple(request, fc.subarray([...NARROWING]))
  .map(([asked, absent]) => ({
    ...asked,
    ...Object.fromEntries(absent.map(layer => [layer, undefined])),
  }));

function matches(
  texts: string[],
  { resource, context = {} }: EvaluationRequest,
): boolean {
  const isOf = (pattern: string) => matchesText(pattern, resource, context);
  const BUT = 'everything but ';
  return texts.some(text =>
    text.startsWith(BUT)
      ? !text.slice(BUT.length).split(' and ').some(isOf)
      : isOf(text),
  );
}

const isAbout = (entry: PermissionEntry, asked: EvaluationRequest) =>
  matches(entry.resources, asked) && !matches(entry.except ?? [], asked);

describe('effectivePermissions and evaluate', () => {
  it('agree on random policies', () => {
    let sure = 0;
    let maybe = 0;
    fc.assert(
      fc.property(requestOfFewLayers, asked => {
        const { decision, invalidPolicies } = evaluate(asked);
        const { principal, vpcEndpoint } = asked;
        const effective = effectivePermissions(
          {
            ...asked,
            ...(vpcEndpoint && {
              vpcEndpoints: { principal, byService: { s3: vpcEndpoint } },
            }),
          },
          { catalogue },
        );
        expect(effective.invalidPolicies).toEqual(invalidPolicies);
        const open = effective.services
          .flatMap(({ levels }) => levels)
          .flatMap(({ entries }) => entries)
          .filter(
            ({ state, actions }) =>
              state !== 'blocked' && actions.includes(asked.action),
          )
          .filter(entry => isAbout(entry, asked));
        const certain = open.filter(({ conditions }) => !conditions);
        sure += certain.length;
        maybe += open.length - certain.length;
        // An action that is allowed without conditions is allowed in every request.
        expect(certain.length === 0 || decision === 'Allowed').toBe(true);
        // An action that is allowed in a request is in the result.
        expect(decision !== 'Allowed' || open.length > 0).toBe(true);
      }),
      { numRuns: process.env.NIGHTLY === 'true' ? 4_000 : 1_000 },
    );
    // Agreement is meaningful only if enough requests are allowed.
    expect(sure).toBeGreaterThan(0);
    expect(maybe).toBeGreaterThan(0);
  });
});
