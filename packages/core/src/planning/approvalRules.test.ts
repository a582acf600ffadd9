import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { specOf } from '../__testUtils__';
import { approvalRulesOf, opensWay } from './approvalRules';
import type { Effect, PlannedStep } from './types';

const PROD = '111122223333';
const TARGET = '444455556666';

function isNeeded(
  rule: Partial<ApprovalRule>,
  spec: Partial<IamServiceAccountSpec> = {},
  severities: Risk['severity'][] = [],
): boolean {
  const asked = {
    spec: specOf(spec),
    accountIds: [PROD, TARGET],
    risks: severities.map(severity => ({ severity })),
  };
  const rules = [{ name: 'rule', approvers: ['group:default/a'], ...rule }];
  return approvalRulesOf(rules, asked).length === 1;
}

describe('a rule about approval', () => {
  it.each<[string, boolean, Partial<ApprovalRule>]>([
    ['every plan', true, {}],
    ['its clusters', true, { clusters: ['prod-*'] }],
    ['no others', false, { clusters: ['staging-*'] }],
    ['its accounts, also of a role elsewhere', true, { accounts: [TARGET] }],
    ['no others', false, { accounts: ['999999999999'] }],
    ['its grants', true, { grants: ['s3:write'] }],
    ['any access of a service', true, { grants: ['s3:*'] }],
    ['no others', false, { grants: ['s3:read', 'sqs:*'] }],
    [
      'its grants in its place alone',
      false,
      { grants: ['*:*'], clusters: ['a'] },
    ],
    ['no risks that are not there', false, { minimumRisk: 'low' }],
  ])('is about %s: %p', (_, expected, rule) => {
    expect(isNeeded(rule)).toBe(expected);
  });

  it('is about risks of its severity and above', () => {
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['low'])).toBe(false);
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['low', 'medium'])).toBe(
      true,
    );
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['high'])).toBe(true);
    const either = { minimumRisk: 'high', grants: ['sqs:*'] } as const;
    expect(isNeeded({ ...either, grants: ['sqs:*'] }, {}, ['high'])).toBe(true);
  });

  it('takes what names no grant for any', () => {
    const rule = { grants: ['sqs:*'] };
    const none = { grants: [] };
    expect(isNeeded(rule, none)).toBe(false);
    expect(isNeeded(rule, { ...none, policyDocument: {} })).toBe(true);
    const managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    expect(isNeeded(rule, { ...none, managedPolicyArns })).toBe(true);
    expect(isNeeded(rule, { ...none, adopt: true })).toBe(true);
    expect(isNeeded({ minimumRisk: 'high' }, { adopt: true })).toBe(true);
  });
});

describe('a way to a role', () => {
  const opens = (effect: Partial<Effect> | null) =>
    opensWay({ effect } as PlannedStep);

  it('is opened by the annotation, an association and a provider', () => {
    const type = 'patch-service-account';
    const key = 'eks.amazonaws.com/role-arn';
    expect(opens({ type, annotations: { [key]: 'arn' } })).toBe(true);
    expect(opens({ type, annotations: { [key]: null } })).toBe(false);
    expect(opens({ type, annotations: { other: 'a' } })).toBe(false);
    expect(opens({ type: 'update-association' })).toBe(true);
    expect(opens({ type: 'create-oidc-provider' })).toBe(true);
    expect(opens({ type: 'add-client-id' })).toBe(true);
    expect(opens({ type: 'delete-role' })).toBe(false);
    expect(opens(null)).toBe(false);
  });
});
