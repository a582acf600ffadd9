import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { specOf } from '../__testUtils__';
import { desiredWith } from '../__testUtils__/desired';
import { observedDocument, observedWith } from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import { notEvaluated } from '../permissions/notEvaluated';
import {
  approvalRulesOf,
  type Brought,
  broughtBy,
  changesTags,
  clustersGiven,
  letsIn,
  opensWay,
} from './approvalRules';
import type { Effect, PlannedStep } from './types';

const PROD = '111122223333';
const TARGET = '444455556666';

function isNeeded(
  rule: Partial<ApprovalRule>,
  spec: Partial<IamServiceAccountSpec> = {},
  severities: (Risk['severity'] | 'unknown')[] = [],
  brought: Brought = 'nothing',
): boolean {
  const asked = {
    spec: specOf(spec),
    clusters: ['prod-eu', 'test-us'],
    accountIds: [PROD, TARGET],
    risks: severities.map(severity =>
      severity === 'unknown'
        ? notEvaluated('It took too long.')
        : { id: 'pass-role-all-roles', severity },
    ),
    brought,
  };
  const rules = [{ name: 'rule', approvers: ['group:default/a'], ...rule }];
  return approvalRulesOf(rules, asked).length === 1;
}

describe('an approval rule', () => {
  it.each<[string, boolean, Partial<ApprovalRule>]>([
    ['every plan', true, {}],
    ['a plan in its clusters', true, { clusters: ['prod-*'] }],
    ['a plan in other clusters', false, { clusters: ['staging-*'] }],
    [
      'a plan whose role a ServiceAccount in its clusters shares',
      true,
      { clusters: ['test-*'] },
    ],
    ['a plan with a role in its accounts', true, { accounts: [TARGET] }],
    ['a plan in other accounts', false, { accounts: ['999999999999'] }],
    ['a plan with its grants', true, { grants: ['s3:write'] }],
    ['a plan with any access to its service', true, { grants: ['s3:*'] }],
    ['a plan with other grants', false, { grants: ['s3:read', 'sqs:*'] }],
    [
      'a plan with its grants in other clusters',
      false,
      { grants: ['*:*'], clusters: ['a'] },
    ],
    ['a plan without risks', false, { minimumRisk: 'low' }],
  ])('applies to %s: %p', (_, expected, rule) => {
    expect(isNeeded(rule)).toBe(expected);
  });

  it('applies to risks of its minimum severity and above', () => {
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['low'])).toBe(false);
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['low', 'medium'])).toBe(
      true,
    );
    expect(isNeeded({ minimumRisk: 'medium' }, {}, ['high'])).toBe(true);
    const either = { minimumRisk: 'high', grants: ['sqs:*'] } as const;
    expect(isNeeded({ ...either, grants: ['sqs:*'] }, {}, ['high'])).toBe(true);
  });

  it('applies to risks that are unknown, whatever its minimum severity', () => {
    const rule = { minimumRisk: 'high' } as const;
    expect(isNeeded(rule, {}, ['medium'])).toBe(false);
    expect(isNeeded(rule, {}, ['unknown'])).toBe(true);
    expect(isNeeded({ ...rule, clusters: ['a'] }, {}, ['unknown'])).toBe(false);
  });

  it('applies to inline documents, managed policies, and adoptions, whatever grants it names', () => {
    const rule = { grants: ['sqs:*'] };
    const none = { grants: [] };
    expect(isNeeded(rule, none)).toBe(false);
    expect(isNeeded(rule, { ...none, policyDocument: {} })).toBe(true);
    const managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    expect(isNeeded(rule, { ...none, managedPolicyArns })).toBe(true);
    expect(isNeeded(rule, { ...none, adopt: true })).toBe(true);
    expect(isNeeded({ minimumRisk: 'high' }, { adopt: true })).toBe(true);
  });

  it('treats existing policies of a role as any grant, and unreadable ones also as any risk', () => {
    const is = (rule: Partial<ApprovalRule>, brought: Brought) =>
      isNeeded(rule, { grants: [] }, [], brought);
    expect(is({ grants: ['sqs:*'] }, 'policies')).toBe(true);
    expect(is({ minimumRisk: 'high' }, 'policies')).toBe(false);
    expect(is({ grants: ['sqs:*'] }, 'unread')).toBe(true);
    expect(is({ minimumRisk: 'high' }, 'unread')).toBe(true);
    expect(is({ minimumRisk: 'high', clusters: ['a'] }, 'unread')).toBe(false);
  });
});

describe('the access that an existing role brings', () => {
  const desired = desiredWith();
  const policyOf = (arn: string, Effect: 'Allow' | 'Deny' = 'Allow') =>
    found({
      ...{ arn, name: 'policy', path: '/', defaultVersionId: 'v1', tags: {} },
      document: observedDocument({
        Version: '2012-10-17',
        Statement: [{ Effect, Action: 'sqs:*', Resource: '*' }],
      }),
    });
  const own = policyOf(desired.policyArn);
  const other = 'arn:aws:iam::111122223333:policy/other';
  const none = { attachedPolicies: found([]), inlinePolicies: found([]) };
  const broken = { name: 'broken', document: { text: '{', errors: [] } };

  it.each<[string, Brought, Parameters<typeof observedWith>[0]]>([
    ['no policy', 'nothing', none],
    [
      'only the policy of the grants',
      'nothing',
      { attachedPolicies: found([own]) },
    ],
    [
      'another policy',
      'policies',
      { attachedPolicies: found([own, policyOf(other)]) },
    ],
    [
      'another policy that only denies',
      'nothing',
      { attachedPolicies: found([own, policyOf(other, 'Deny')]) },
    ],
    [
      'an inline policy',
      'policies',
      {
        inlinePolicies: found([
          {
            name: 'inline',
            document: observedDocument({
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
            }),
          },
        ]),
      },
    ],
    [
      'inline policies that were not read',
      'unread',
      { inlinePolicies: unknown('denied') },
    ],
    [
      'a managed policy that was not read',
      'unread',
      { ...none, attachedPolicies: found([unknown('denied')]) },
    ],
    [
      'an inline policy with an invalid document',
      'unread',
      { ...none, inlinePolicies: found([broken]) },
    ],
    [
      'no role',
      'nothing',
      { role: absent(), inlinePolicies: unknown('denied') },
    ],
  ])('with %s is: %s', (_, expected, change) => {
    const observed = observedWith({ ...none, ...change });
    expect(broughtBy(desired, observed)).toBe(expected);
  });
});

describe('access to a role', () => {
  const stepOf = (effect: Partial<Effect> | null, ...fields: string[]) =>
    ({
      effect,
      diff: fields.map(field => ({ field, before: null, after: 'a' })),
    } as PlannedStep);
  const opens = (effect: Partial<Effect> | null, ...fields: string[]) =>
    opensWay(stepOf(effect, ...fields));

  it('is opened by the annotation, an association, or a provider', () => {
    const type = 'patch-service-account';
    const key = 'eks.amazonaws.com/role-arn';
    const annotations = { [key]: 'arn' };
    const field = `annotations.${key}`;
    expect(opens({ type, annotations }, field)).toBe(true);
    expect(
      opens({ type, annotations }, 'annotations.eks.amazonaws.com/audience'),
    ).toBe(true);
    // The annotation exists already.
    expect(opens({ type, annotations }, 'labels.team')).toBe(false);
    expect(opens({ type, annotations: { [key]: null } }, field)).toBe(false);
    expect(opens({ type, annotations: { other: 'a' } })).toBe(false);
    expect(opens({ type: 'update-association' })).toBe(true);
    expect(opens({ type: 'create-oidc-provider' })).toBe(true);
    expect(opens({ type: 'add-client-id' })).toBe(true);
    expect(opens({ type: 'delete-role' })).toBe(false);
    expect(opens(null)).toBe(false);
  });

  it.each<[boolean, Effect['type']]>([
    [true, 'update-trust-policy'],
    [true, 'create-association'],
    [true, 'update-association'],
    [true, 'create-service-account'],
    [true, 'create-oidc-provider'],
    [false, 'put-role-policy'],
    [false, 'attach-role-policy'],
    [false, 'remove-trust'],
    [false, 'delete-association'],
  ])('is given to a ServiceAccount (%p) by the effect %s', (expected, type) => {
    expect(letsIn([stepOf(null), stepOf({ type } as Effect)])).toBe(expected);
  });
});

describe('the tags of a role', () => {
  const stepOf = (type: string, ...keys: string[]) =>
    ({
      effect: { type },
      diff: keys.map(key => ({
        field: `tags.${key}`,
        before: null,
        after: 'a',
      })),
    } as PlannedStep);

  it.each<[boolean, string, string[]]>([
    [true, 'tag-role', ['team']],
    [true, 'untag-role', ['team']],
    [true, 'tag-role', ['backstage-irsa.dev/owner', 'team']],
    [false, 'tag-role', ['backstage-irsa.dev/owner']],
    [false, 'untag-role', ['backstage-irsa.dev/adopt']],
    [false, 'tag-policy', ['team']],
    [false, 'tag-association', ['team']],
  ])('can change access: %p, for %s of %p', (expected, type, keys) => {
    const step = stepOf(type, ...keys);
    expect(changesTags(step)).toBe(expected);
    expect(letsIn([step])).toBe(expected);
  });
});

it('includes only its own cluster and those of other ServiceAccounts with the role or its policy', () => {
  const desired = desiredWith();
  const holderOf = (object: string, cluster: string) => ({
    ...{ object, cluster, namespace: 'a', serviceAccountId: cluster },
    ...{ owner: 'group:default/a', adopted: false, isBeingHandedOver: false },
  });
  const holders = [
    holderOf(desired.roleArn, 'prod-us'),
    holderOf(desired.policyArn, 'prod-ap'),
    holderOf('another', 'test-us'),
  ];
  const ownership = {
    ...{ id: 'a', owner: 'group:default/a', formerOwners: [] },
    ...{ isAdministrator: false, holders, usedConsents: new Set<string>() },
  };
  expect(clustersGiven({ desired, ownership })).toEqual([
    'prod-eu',
    'prod-us',
    'prod-ap',
  ]);
});
