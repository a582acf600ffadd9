import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  observedDocument,
  observedWith,
  ROLE_ARN,
  roleWith,
} from '../__testUtils__/observed';
import { found, unknown } from '../model/observation';
import type { Observed } from '../model/observed';
import { permissionsOf } from './permissions';
import { policySetOfPods } from './podsRole';
import { policySetHash, policySetOf, withoutTrust } from './policySet';

const SECRETS = 'arn:aws:secretsmanager:*:*:secret:*';
const read = {
  Effect: 'Allow' as const,
  ...{ Action: 'secretsmanager:GetSecretValue', Resource: '*' },
};

const roleIn = (partition: string) =>
  roleWith(
    { Version: '2012-10-17', Statement: [] },
    { arn: ROLE_ARN.replace('arn:aws:', `arn:${partition}:`) },
  );
const observedIn = (
  role: Observed['role'],
  statements: PolicyDocument['Statement'],
) =>
  observedWith({
    role,
    attachedPolicies: found([]),
    inlinePolicies: found([
      {
        name: 'inline',
        document: observedDocument({
          Version: '2012-10-17',
          Statement: statements,
        }),
      },
    ]),
  });

describe('the permissions of a role', () => {
  it.each<[string, PolicyDocument['Statement'], string[]]>([
    ['all secrets', read, ['aws', 'aws-cn']],
    ['the secrets of one partition', { ...read, Resource: SECRETS }, ['aws']],
    [
      'all secrets but those of one partition',
      [read, { ...read, Effect: 'Deny', Resource: SECRETS }],
      ['aws-cn'],
    ],
    [
      'all secrets but those of one partition, by a NotResource',
      { ...read, Resource: undefined, NotResource: SECRETS },
      ['aws-cn'],
    ],
  ])('are those in its own partition: %s', async (_, statements, expected) => {
    const catalogue = await loadCatalogue();
    const isAtRisk = (partition: string) =>
      permissionsOf(policySetOf(observedIn(roleIn(partition), statements)), {
        catalogue,
        now: new Date('2026-11-24T12:00:00Z'),
      }).headline.risks.some(
        ({ id }) => id === 'credential-exposure-all-resources',
      );
    expect(['aws', 'aws-cn'].filter(isAtRisk)).toEqual(expected);
  });

  it('on resources of another partition are none', async () => {
    const { headline, effective } = permissionsOf(
      policySetOf(observedIn(roleIn('aws-cn'), { ...read, Resource: SECRETS })),
      {
        catalogue: await loadCatalogue(),
        now: new Date('2026-11-24T12:00:00Z'),
      },
    );
    expect([headline.services, effective.services]).toEqual([[], []]);
  });
});

it('keeps the partition in policy sets, and tells sets apart by it', () => {
  const roles: Observed['role'][] = [
    roleIn('aws'),
    roleIn('aws-cn'),
    unknown('no'),
  ];
  const sets = roles.map(role => policySetOfPods(observedIn(role, read)));
  expect(sets.map(set => withoutTrust(set).partition)).toEqual([
    'aws',
    'aws-cn',
    undefined,
  ]);
  const hashes = sets.map(set =>
    policySetHash({ ...set, policies: [], layers: [] }),
  );
  expect(new Set(hashes).size).toBe(3);
});
