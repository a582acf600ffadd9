import fc from 'fast-check';
import {
  clusterSubject,
  contextWith,
  holderWith,
  nodeRoleSubject,
  orphanSubject,
  providerSubject,
  roleSubject,
  serviceAccountSubject,
  workloadSubject,
} from '../__testUtils__/governance';
import { roleWith, trustOf } from '../__testUtils__/observed';
import { absent } from '../model/observation';
import { assess } from './assess';
import type { GovernanceSubject } from './types';

const SOUND: GovernanceSubject[] = [
  serviceAccountSubject(),
  roleSubject(),
  providerSubject(),
  workloadSubject(),
  nodeRoleSubject(),
  clusterSubject(),
];

it.each(SOUND)('reports no findings for a healthy $kind', subject => {
  expect(assess(subject, contextWith())).toEqual([]);
});

it('reports the check, the subject, the owners, and the documentation', () => {
  const subject = serviceAccountSubject(
    {},
    { role: roleWith(trustOf({ namespace: 'staging' })) },
  );
  expect(assess(subject, contextWith())).toEqual([
    expect.objectContaining({
      check: 'chain-broken',
      title: 'Trust policy broken: wrong subject',
      severityReasons: [
        'The service cannot call AWS as intended.',
        '1 running pod uses it.',
      ],
      evidence: 'inferred',
      docs: 'docs/reference/findings/chain-broken.md',
      subject: {
        kind: 'service-account',
        id: 'sa-1',
        name: 'production/orders',
        cluster: 'prod-eu',
        namespace: 'production',
      },
      entityRef: 'component:default/orders',
      owners: ['group:default/shop'],
    }),
  ]);
});

it('reports 1 finding for 1 fault', () => {
  const lost = serviceAccountSubject({}, { role: absent(), webhook: absent() });
  const found = assess(lost, contextWith()).map(({ check }) => check);
  expect(found).toEqual(['role-missing']);
});

it.each<[GovernanceSubject, object]>([
  [
    roleSubject({ requiredBoundaryArn: 'arn:aws:iam::111122223333:policy/b' }),
    {
      name: 'orders-0a1b2c3d4e',
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:role/irsa/orders-0a1b2c3d4e',
    },
  ],
  [
    orphanSubject('oidc.eks.eu-west-1.amazonaws.com/id/DEAD'),
    {
      name: 'oidc.eks.eu-west-1.amazonaws.com/id/DEAD',
      accountId: '111122223333',
    },
  ],
  [
    workloadSubject([
      {
        containers: workloadSubject().facts.pods[0].containers.map(one => ({
          ...one,
          env: { AWS_REGION: 'x' },
        })),
      },
    ]),
    { name: 'production/deployment/orders', namespace: 'production' },
  ],
  [
    nodeRoleSubject({ reach: 'all-pods', hopLimit: 2 }),
    { name: 'prod-eu-nodes', cluster: 'prod-eu', accountId: '111122223333' },
  ],
  [
    clusterSubject({ webhook: absent() }),
    { name: 'prod-eu', cluster: 'prod-eu' },
  ],
])('names the subject: $0.kind', (subject, about) => {
  const [finding] = assess(subject, contextWith());
  expect(finding.subject).toMatchObject({ kind: subject.kind, ...about });
});

it('reports the same findings for the same subject, each with a unique ID', () => {
  const holders = fc.array(
    fc.record({
      cluster: fc.constantFrom('prod-eu', 'staging-eu'),
      namespace: fc.constantFrom('a', 'b', 'c'),
      system: fc.constantFrom('system:default/a', 'system:default/b'),
    }),
  );
  const risks = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'admin-equivalent', 'service-wildcard'),
      severity: fc.constantFrom('low', 'medium', 'high'),
      message: fc.string(),
    }),
    { selector: ({ id }) => id },
  );
  const subjects = fc.record({
    holders: holders.map(list => list.map(holderWith)),
    risks,
    unused: fc.constantFrom('yes', 'no', 'unknown'),
    use: fc.constantFrom('service-account', 'node', 'trust-only'),
  });
  fc.assert(
    fc.property(subjects, change => {
      const findings = assess(roleSubject(change), contextWith());
      expect(assess(roleSubject(change), contextWith())).toEqual(findings);
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    }),
  );
});
