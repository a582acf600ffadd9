import type { ConditionBlock } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';
import type { LiveProof } from '../model/types';
import { absent, unknown } from '../model/observation';
import type { Observed } from '../model/observed';
import {
  accountWith,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { runChecks } from './runChecks';

const at = '2026-11-24T12:00:00.000Z';
const proved: LiveProof = {
  result: 'proved',
  at,
  assumedRoleArn: 'arn:aws:sts::1:assumed-role/orders/x',
};
const refused: LiveProof = { result: 'refused', at, reason: 'no' };
const results = (
  change: Partial<Observed> = {},
  proof: LiveProof | null = null,
) => runChecks(observedWith(change), proof);
const open = (change: Partial<Observed>, proof: LiveProof | null = null) =>
  results(change, proof)
    .filter(({ result, blockedBy }) => result !== 'pass' && !blockedBy)
    .map(({ id, result }) => `${result} ${id}`);

describe('all checks together', () => {
  it('pass by inference for a healthy IAM service account', () => {
    const checks = results();
    expect(new Set(checks.map(({ result }) => result))).toEqual(
      new Set(['pass']),
    );
    expect(new Set(checks.map(({ evidence }) => evidence))).toEqual(
      new Set(['inferred']),
    );
    expect(checks.map(({ id }) => id)).not.toContain('live-proof');
  });

  it('have the evidence proved only where a token exchange proves them', () => {
    const evidence = Object.fromEntries(
      results({}, proved).map(check => [check.id, check.evidence]),
    );
    expect(evidence).toMatchObject({
      'oidc-provider-exists': 'proved',
      audience: 'proved',
      'role-exists': 'proved',
      'trust-policy': 'proved',
      'live-proof': 'proved',
      'pods-injected': 'inferred',
      permissions: 'inferred',
    });
  });

  it.each<[string, Partial<Observed>, string[]]>([
    [
      'no ServiceAccount',
      { serviceAccount: absent() },
      ['fail service-account-exists'],
    ],
    [
      'no role annotation',
      { serviceAccount: accountWith({}), role: absent() },
      ['fail role-annotation'],
    ],
    ['no cluster', { cluster: absent() }, ['fail cluster-reachable']],
    [
      'no OIDC provider',
      { oidcProvider: absent() },
      ['fail oidc-provider-exists'],
    ],
    ['no role', { role: absent() }, ['fail role-exists']],
    [
      'a trust policy for another subject',
      { role: roleWith(trustOf({ name: 'x' })) },
      ['fail trust-policy'],
    ],
    [
      'a trust policy for another audience',
      { role: roleWith(trustOf({ audience: 'x' })) },
      ['fail audience'],
    ],
  ])('report 1 failure for 1 fault: %s', (_, change, expected) => {
    expect(open(change)).toEqual(expected);
    expect(open(change, refused)).toEqual(expected);
  });

  it('name the check that causes others to be skipped', () => {
    const blocked = results({ serviceAccount: absent() }).filter(
      ({ blockedBy }) => blockedBy,
    );
    expect(blocked.length).toBeGreaterThan(5);
    expect(new Set(blocked.map(({ blockedBy }) => blockedBy))).toEqual(
      new Set(['service-account-exists']),
    );
    expect(
      new Set(blocked.map(({ result, message }) => `${result}: ${message}`)),
    ).toEqual(
      new Set([
        'unknown: Skipped until this passes: Does the cluster have the ServiceAccount?',
      ]),
    );
  });

  it('report only live-proof when no other check explains a refusal', () => {
    expect(open({}, refused)).toEqual(['fail live-proof']);
  });

  it('use a live proof for checks whose data could not be read', () => {
    const change = { role: unknown<never>('no', 'iam:GetRole') };
    expect(open(change)).toEqual(['unknown role-exists']);
    expect(open(change, proved)).toEqual([
      'unknown role-quotas',
      'unknown trust-scope',
      'unknown permissions',
    ]);
  });

  it.each<[string, ConditionBlock, string]>([
    [
      'that only the pod can meet',
      { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      'unknown trust-policy',
    ],
    [
      'that expired after the proof',
      { DateLessThan: { 'aws:CurrentTime': '2026-11-24T13:00:00Z' } },
      'fail trust-policy',
    ],
  ])('use no live proof for a condition %s', (_, block, expected) => {
    const trust = trustOf();
    const [statement] = statementsOf(trust);
    const Condition = { ...statement.Condition };
    for (const [operator, keys] of Object.entries(block)) {
      Condition[operator] = { ...Condition[operator], ...keys };
    }
    const role = roleWith({
      ...trust,
      Statement: [{ ...statement, Condition }],
    });
    const later = { role, at: '2026-11-24T14:00:00.000Z' };
    expect(open(later, proved)).toEqual([expected]);
    expect(
      results(later, proved).find(({ id }) => id === 'live-proof'),
    ).toMatchObject({ result: 'unknown', blockedBy: 'trust-policy' });
  });

  it.each<[string, Partial<Observed>]>([
    ['iam:GetRole', { role: unknown('no', 'iam:GetRole') }],
    [
      'get serviceaccounts',
      { serviceAccount: unknown('no', 'get serviceaccounts') },
    ],
    ['list pods', { pods: unknown('no', 'list pods') }],
    ['eks:DescribeCluster', { cluster: unknown('no', 'eks:DescribeCluster') }],
    [
      'iam:GetOpenIDConnectProvider',
      { oidcProvider: unknown('no', 'iam:GetOpenIDConnectProvider') },
    ],
    [
      'iam:ListAttachedRolePolicies',
      { attachedPolicies: unknown('no', 'iam:ListAttachedRolePolicies') },
    ],
  ])(
    'are unknown without the permission %s, and name the permission',
    (right, change) => {
      const checks = results(change).filter(({ result }) => result !== 'pass');
      expect(new Set(checks.map(({ result }) => result))).toEqual(
        new Set(['unknown']),
      );
      expect(
        checks.filter(({ remediation }) => remediation?.includes(right)),
      ).toHaveLength(1);
    },
  );
});
