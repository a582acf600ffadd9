import type { Statement } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import {
  arbitraryAttached,
  arbitraryEndpoints,
  arbitraryOfResource,
  arbitraryRequest,
  arbitraryStatement,
} from '../../__testUtils__/arbitraryPolicies';
import {
  observedDocument,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import { organizationWith } from '../../__testUtils__/organization';
import { accountIdOf } from '../../arn/arn';
import {
  absent,
  found,
  unknown,
  type Observation,
} from '../../model/observation';
import type { ObservedPolicy } from '../../model/observed';
import type { LayerReading, SimulationResult } from '../../model/types';
import { policySetOf } from '../policySet';
import { simulate } from '../simulation/simulate';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const NOT_READ = unknown<never>('Nobody may.');

const statements = fc.array(arbitraryStatement, { minLength: 1, maxLength: 3 });
const given = fc.record({
  identity: fc.oneof(fc.constant<Statement[]>([]), statements),
  boundary: fc.option(statements),
  attached: arbitraryAttached,
  endpoints: arbitraryEndpoints,
  ofResource: arbitraryOfResource,
  request: arbitraryRequest,
});
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

const documentOf = (all: Statement[]) =>
  observedDocument({ Version: '2012-10-17', Statement: all });

const LAYER_NOT_READ = { state: 'not-read' as const, reason: 'Nobody may.' };

const boundaryOf = (all: Statement[] | null): Observation<ObservedPolicy> =>
  all
    ? found({
        arn: 'arn:aws:iam::111122223333:policy/limit',
        ...{ name: 'limit', path: '/', defaultVersionId: 'v1', tags: {} },
        document: documentOf(all),
      })
    : absent();

/** Returns the result with one layer not read, or with every layer read. */
function ask(
  { identity, boundary, attached, endpoints, ofResource, request }: Given,
  unread?: LayerReading['layer'],
): SimulationResult {
  const organization = organizationWith(attached, {
    ...(unread === 'service-control' && { serviceControl: LAYER_NOT_READ }),
    ...(unread === 'resource-control' && { resourceControl: LAYER_NOT_READ }),
  });
  const set = policySetOf({
    role: roleWith(trustOf()),
    attachedPolicies: found([]),
    inlinePolicies:
      unread === 'identity'
        ? NOT_READ
        : found([{ name: 'own', document: documentOf(identity) }]),
    permissionsBoundary:
      unread === 'permissions-boundary' ? NOT_READ : boundaryOf(boundary),
  });
  const [result] = simulate(
    [request],
    { arn: ROLE, tags: { team: 'shop' }, region: 'eu-west-1' },
    set,
    {
      now: new Date('2026-11-24T12:00:00Z'),
      organizations: {
        '111122223333': organization,
        '444455556666': organization,
      },
      resources: {
        [request.resource]: {
          accountId: accountIdOf(request.resource) || accountIdOf(ROLE),
          policy:
            unread === 'resource' ? NOT_READ : found(documentOf(ofResource)),
          encryption: absent(),
        },
      },
      vpcEndpoints: unread === 'vpc-endpoint' ? NOT_READ : endpoints,
    },
  );
  return result;
}

/** Returns the decision as one word, as users see it. */
function wordOf({ decision, conditions, unknownReason }: SimulationResult) {
  if (decision === 'Allowed') return 'allowed';
  if (decision === 'ImplicitlyDenied' && conditions) return 'allowed-if';
  return unknownReason === undefined ? 'denied' : 'unknown';
}

describe('a layer that was not read', () => {
  const seen = new Set<string>();

  it.each([
    ['identity', "some of the role's policies"],
    ['permissions-boundary', 'the permissions boundary'],
    ['service-control', 'service control policies'],
    ['resource-control', 'resource control policies'],
    ['vpc-endpoint', 'VPC endpoint policies'],
    ['resource', "the resource's own policy"],
  ] as const)(
    'does not deny what it could allow, and is named in the summary of an allowed request: %s',
    (layer, name) => {
      fc.assert(
        fc.property(given, one => {
          const whole = ask(one);
          const part = ask(one, layer);
          const { layers, summary } = part;
          const words = [whole, part].map(wordOf);
          seen.add(words[1]);
          expect({ words, summary }).not.toMatchObject({
            words: [expect.stringMatching(/^allowed/), 'denied'],
          });
          const isUnread = layers.some(
            each => each.layer === layer && each.state === 'not-read',
          );
          const isTold = summary.includes(name) && summary.includes('not read');
          const isAllowed = words[1].startsWith('allowed');
          expect({
            summary,
            isTold: isTold || !isAllowed || !isUnread,
          }).toEqual({ summary, isTold: true });
        }),
        { numRuns: 300 },
      );
    },
  );

  it('covers allowed, denied, and unknown requests', () => {
    expect([...seen]).toEqual(
      expect.arrayContaining(['allowed', 'denied', 'unknown']),
    );
  });
});
