import { ADOPT_KEY, consentOf } from '../ownership/adoptionConsent';
import { ownershipContext } from '../../__testUtils__/ownership';
import { configWith } from '../../__testUtils__/guardrails';
import { desiredWith } from '../../__testUtils__/desired';
import {
  agentWith,
  CLUSTER,
  observedDocument,
  observedWith,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import { absent, found } from '../../model/observation';
import { DEFAULT_QUOTAS } from '../../model/defaultQuotas';
import type { Observed, ObservedPodRole } from '../../model/observed';
import { preflight } from '../rules/preflight';
import type { Desired } from '../types';
import { plan } from '../plan';
import { recordsOf, wantedRecords } from '../ownership/records';
import { createdRecord } from './inlinePolicy';

const A = CLUSTER.accountId;
const B = '444455556666';
const desired = desiredWith({
  mechanism: 'pod-identity',
  accountId: B,
  permissionsBoundaryArn: `arn:aws:iam::${B}:policy/b`,
  maxSessionDurationSeconds: 7200,
});
const podRole = desired.podRole!;
const named = { arn: podRole.roleArn, name: podRole.roleName };
const inline = (document = podRole.inlinePolicy!, name = podRole.policyName) =>
  found([{ name, document: observedDocument(document) }]);
const nobody: ObservedPodRole = {
  role: absent(),
  attachedPolicies: absent(),
  inlinePolicies: absent(),
  permissionsBoundary: absent(),
  quotas: found(DEFAULT_QUOTAS),
};
const made: ObservedPodRole = {
  ...nobody,
  role: roleWith(podRole.trust, { ...named, tags: podRole.tags }),
  attachedPolicies: found([]),
  inlinePolicies: inline(),
};
const nothing: Partial<Observed> = {
  role: absent(),
  plannedPolicy: absent(),
  attachedPolicies: absent(),
  serviceAccount: absent(),
  podRole: nobody,
};
const changes = (change: Partial<Observed>) =>
  plan(desired, observedWith({ ...nothing, ...change }))
    .filter(({ action }) => action !== 'none')
    .map(({ id, target: { name } }) => `${id} ${name.split(':')[4] ?? ''}`);
const rules = (
  change: Partial<Observed>,
  recorded: string[] = [],
  wanted: Desired = desired,
) =>
  preflight(
    ownershipContext(
      wanted,
      observedWith({
        ...nothing,
        wantedPolicies: {},
        podIdentityAgent: found(agentWith()),
        ...change,
      }),
      new Set(recorded),
    ),
    configWith({}, { createOidcProviders: true }),
  ).map(({ field, rule }) => `${field} ${rule}`);
const [attached] = [observedWith().attachedPolicies];

it('each created object has a record of its own, inline policies of both roles included', () => {
  const policyDocument = { ...podRole.inlinePolicy };
  const steps = plan(
    desiredWith({ ...desired.spec, policyDocument }),
    observedWith(nothing),
  );
  const created = steps.filter(step => recordsOf(step).length > 0);
  expect(created.map(createdRecord)).toEqual(
    created.map(step => recordsOf(step)[0]),
  );
  const inlineRecords = created
    .map(createdRecord)
    .filter(record => record.includes(' inline-policy '));
  expect(inlineRecords).toHaveLength(2);
});

describe('a pod role', () => {
  it('can only assume the target role, and has no settings of the spec', () => {
    expect(podRole).toMatchObject({
      accountId: A,
      roleArn: desired.roleArn.replace(B, A),
      path: desired.path,
      tags: desired.tags,
      managedPolicyArns: [],
      session: {},
      inlinePolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Resource: desired.roleArn,
          },
        ],
      },
    });
    expect(podRole.boundaryArn).toBeUndefined();
    expect(podRole.policy).toBeUndefined();
    expect(desired.association).toMatchObject({
      roleArn: podRole.roleArn,
      targetRoleArn: desired.roleArn,
    });
  });

  it('is created before the target role, and gets its permission afterward', () => {
    expect(changes({})).toEqual([
      `pod-role ${A}`,
      `policy ${B}`,
      `role ${B}`,
      `role-policy-attachment ${B}`,
      `pod-role-inline-policy ${A}`,
      'pod-identity-association ',
      'service-account ',
    ]);
  });

  it.each<[string, ObservedPodRole, string[]]>([
    ['everything matches', made, []],
    [
      'its trust policy differs',
      { ...made, role: roleWith(trustOf(), { ...named, tags: podRole.tags }) },
      [`pod-role ${A}`],
    ],
    [
      'its inline policy is missing',
      { ...made, inlinePolicies: found([]) },
      [`pod-role-inline-policy ${A}`],
    ],
    [
      'its inline policy allows it to assume other roles',
      {
        ...made,
        inlinePolicies: inline({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }],
        }),
      },
      [`pod-role-inline-policy ${A}`],
    ],
  ])('is reconciled when %s', (_, present, expected) => {
    const steps = changes({ podRole: present });
    expect(steps.filter(step => step.startsWith('pod-role'))).toEqual(expected);
  });

  it('is recorded together with the target role', () => {
    expect(wantedRecords(desired)).toEqual(
      expect.arrayContaining([
        podRole.roleArn,
        desired.roleArn,
        `${desired.roleArn} permissions-boundary arn:aws:iam::${B}:policy/b`,
      ]),
    );
    expect(wantedRecords(desired)).not.toContain(
      `${podRole.roleArn} permissions-boundary arn:aws:iam::${B}:policy/b`,
    );
  });

  it.each<[string, ObservedPodRole, string[], string[]]>([
    ['it does not exist', nobody, [], []],
    ['Backstage has a record of it', made, [podRole.roleArn], []],
    [
      'an earlier run did not add its inline policy',
      { ...made, inlinePolicies: found([]) },
      [podRole.roleArn],
      [],
    ],
    [
      'Backstage has no record of it',
      made,
      [],
      ['name not-managed-by-backstage'],
    ],
    [
      'pods already use it as their role',
      { ...made, inlinePolicies: found([]), attachedPolicies: attached },
      [podRole.roleArn],
      ['accountId pod-role-conflict'],
    ],
    [
      'the role quota of the account is used up',
      {
        ...nobody,
        quotas: found({ ...DEFAULT_QUOTAS, roles: { used: 1000, most: 1000 } }),
      },
      [],
      ['cluster roles-quota'],
    ],
  ])(
    'is checked against the rules when %s',
    (_, present, recorded, expected) => {
      expect(rules({ podRole: present }, recorded)).toEqual(expected);
    },
  );

  const adopting = desiredWith({
    mechanism: 'pod-identity',
    accountId: B,
    adopt: true,
  });
  const tags = {
    [ADOPT_KEY]: consentOf(desired.spec, new Date('2026-11-28T00:00:00Z')),
  };
  it('is never adopted if it existed before', () => {
    const role = roleWith(podRole.trust, { ...named, tags });
    const present = { ...made, role };
    expect(rules({ podRole: present }, [], adopting)).toEqual([
      'name not-managed-by-backstage',
    ]);
  });

  it('cannot be used as a ServiceAccount role', () => {
    const role = made.role;
    expect(
      rules(
        { role, inlinePolicies: made.inlinePolicies },
        [podRole.roleArn],
        desiredWith({ grants: [] }),
      ),
    ).toEqual(['roleName pod-role']);
  });
});
