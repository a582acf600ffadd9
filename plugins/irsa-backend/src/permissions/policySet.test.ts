import { absent, found, unknown } from '../observe/observation';
import { noRole } from '../observe/roles';
import type { ObservedDocument, ObservedPolicy } from '../observe/types';
import {
  accountWith,
  observedDocument,
  observedWith,
} from '../__testUtils__/observed';
import { evaluablePolicies, policySetHash, policySetOf } from './policySet';

const BROKEN: ObservedDocument = {
  text: '{',
  errors: [{ path: '', reason: 'It is not JSON.' }],
};
const managed = (
  name: string,
  document = observedDocument({ Statement: [] }),
) =>
  found<ObservedPolicy>({
    arn: `arn:aws:iam::111122223333:policy/${name}`,
    name,
    path: '/',
    defaultVersionId: 'v1',
    document,
    tags: {},
  });

const layers = (change: Parameters<typeof observedWith>[0]) =>
  Object.fromEntries(
    policySetOf(observedWith(change)).layers.map(({ layer, state, reason }) => [
      layer,
      [state, reason],
    ]),
  );

describe('a policy set', () => {
  it.each([
    ['a role that has all its policies', {}, 'identity', ['read', undefined]],
    [
      'a role without policies',
      { attachedPolicies: found([]) },
      'identity',
      ['read', undefined],
    ],
    [
      'no role',
      { role: absent(), attachedPolicies: absent(), inlinePolicies: absent() },
      'identity',
      ['absent', 'The ServiceAccount has no role.'],
    ],
    [
      'no role, for its ARN is malformed',
      {
        ...noRole(accountWith({ 'eks.amazonaws.com/role-arn': 'arn:aws:x' })),
      },
      'identity',
      [
        'absent',
        'The ServiceAccount names the role "arn:aws:x", and the ARN is malformed: it names no role.',
      ],
    ],
    [
      'lists that may not be read, each reason once',
      { attachedPolicies: unknown('No.'), inlinePolicies: unknown('No.') },
      'identity',
      ['not-read', 'No.'],
    ],
    [
      'a policy that may not be read',
      {
        attachedPolicies: found([
          unknown('The backend may not call iam:GetPolicy.'),
        ]),
      },
      'identity',
      ['not-read', 'The backend may not call iam:GetPolicy.'],
    ],
    [
      'an inline policy that is none',
      { inlinePolicies: found([{ name: 'odd', document: BROKEN }]) },
      'identity',
      ['not-read', 'Policy odd is not a valid document: It is not JSON.'],
    ],
    ['no boundary', {}, 'permissions-boundary', ['absent', undefined]],
    [
      'a boundary',
      { permissionsBoundary: managed('limit') },
      'permissions-boundary',
      ['read', undefined],
    ],
    [
      'a boundary that is none',
      { permissionsBoundary: managed('limit', BROKEN) },
      'permissions-boundary',
      ['not-read', 'Policy limit is not a valid document: It is not JSON.'],
    ],
    [
      'a boundary that may not be read',
      { permissionsBoundary: unknown('No.') },
      'permissions-boundary',
      ['not-read', 'No.'],
    ],
    [
      'any role',
      {},
      'service-control',
      [
        'not-read',
        expect.stringContaining('management or a delegated account'),
      ],
    ],
  ] satisfies [string, Parameters<typeof observedWith>[0], string, unknown[]][])(
    'says of %s what was read',
    (_, change, layer, reading) => {
      expect(layers(change)[layer]).toEqual(reading);
    },
  );

  it('has every policy as text, and those without errors for evaluation', () => {
    const set = policySetOf(
      observedWith({
        attachedPolicies: found([managed('a'), managed('b', BROKEN)]),
        inlinePolicies: found([
          { name: 'own', document: observedDocument({ Statement: [] }) },
        ]),
        permissionsBoundary: managed('limit'),
      }),
    );
    expect(
      set.policies.map(({ kind, name, errors }) => [kind, name, errors.length]),
    ).toEqual([
      ['managed', 'a', 0],
      ['managed', 'b', 1],
      ['inline', 'own', 0],
      ['permissions-boundary', 'limit', 0],
      ['trust', 'Trust policy', 0],
    ]);
    const { identityPolicies, permissionsBoundary, trustPolicy } =
      evaluablePolicies(set);
    expect(trustPolicy?.name).toBe('Trust policy');
    expect(identityPolicies.map(({ name }) => name)).toEqual([
      'arn:aws:iam::111122223333:policy/a',
      'own',
    ]);
    expect(permissionsBoundary?.name).toBe(
      'arn:aws:iam::111122223333:policy/limit',
    );
  });

  it('has another hash when a policy, its kind or what could be read is another', () => {
    const sets = [
      {},
      { attachedPolicies: found([managed('a')]) },
      { attachedPolicies: found([]), permissionsBoundary: managed('a') },
      {
        attachedPolicies: found([
          managed(
            'a',
            observedDocument({ Version: '2012-10-17', Statement: [] }),
          ),
        ]),
      },
      { attachedPolicies: unknown<never>('No.') },
    ].map(change => policySetHash(policySetOf(observedWith(change))));
    expect(new Set(sets).size).toBe(sets.length);
    expect(policySetHash(policySetOf(observedWith()))).toBe(sets[0]);
  });
});
