import fc from 'fast-check';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { desiredWith } from '../../__testUtils__/desired';
import { observedDocument, roleWith } from '../../__testUtils__/observed';
import { readDocument } from '../../model/document';
import { found } from '../../model/observation';
import type { ObservedPolicy, ObservedRole } from '../../model/observed';
import {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
} from '../../permissions/cutOffPolicy';
import { attachmentRecord } from '../ownership/records';
import type { Deletion } from './deletable';
import { planDeletion } from './deletion';

const desired = desiredWith();
const ALLOW: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
};
const DENY = denyEverything();
const BOTH: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [ALLOW.Statement, DENY.Statement].flat(),
};

type Documents = Record<string, PolicyDocument>;

const { roleArn, roleName, tags, trust, spec, refText } = desired;
const policyArn = (name: string) =>
  `arn:aws:iam::111122223333:policy/irsa/${name}`;

/** Returns the steps that delete the role of the service with these policies. */
function stepsFor(
  attached: Documents,
  inline: Documents,
  change: Partial<Deletion> = {},
  roleChange: Partial<ObservedRole> = {},
) {
  return planDeletion(
    {
      ref: spec,
      refText,
      audience: desired.audience,
      eks: { name: 'prod-eu', arn: desired.cluster.arn },
      entityRef: spec.entityRef,
      rolePath: '/irsa/',
      attachable: [],
      recorded: new Set([roleArn]),
      adopted: new Set(),
      shared: new Set(),
      ...change,
    },
    {
      providerArn: found(desired.providerArn),
      serviceAccount: { state: 'absent' },
      roles: [
        {
          role: roleWith(trust, {
            ...{ arn: roleArn, name: roleName, tags },
            ...roleChange,
          }),
          attachedPolicies: found(
            Object.entries(attached).map(([name, document]) =>
              found<ObservedPolicy>({
                arn: name.startsWith('arn:') ? name : policyArn(name),
                name,
                path: '/irsa/',
                defaultVersionId: 'v1',
                document: observedDocument(document),
                tags: {},
              }),
            ),
          ),
          inlinePolicies: found(
            Object.entries(inline).map(([name, document]) => ({
              name,
              document: observedDocument(document),
            })),
          ),
        },
      ],
      policies: [],
    },
    desired.providerArn,
  );
}

/** Returns the effects of these steps in order. */
function effectsFor(...given: Parameters<typeof stepsFor>): string[] {
  const steps = stepsFor(...given);
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  return steps.map(({ effect }) => {
    if (effect?.type === 'detach-role-policy') {
      return effect.policyArn.split('/').pop() ?? '';
    }
    return effect?.type === 'delete-role-policy'
      ? effect.policyName
      : effect?.type ?? 'none';
  });
}

it.each<[string, Documents, Documents, string[]]>([
  [
    'attached policies before inline policies',
    { read: ALLOW },
    { orders: ALLOW },
    ['read', 'orders', 'delete-role'],
  ],
  [
    'the cut-off policy last',
    { read: ALLOW },
    { [CUT_OFF_POLICY]: DENY, orders: ALLOW },
    ['read', 'orders', CUT_OFF_POLICY, 'delete-role'],
  ],
  [
    'the cut-off policy for older sessions last',
    {},
    { [CUT_OFF_POLICY]: denyOlderSessions(new Date()), orders: ALLOW },
    ['orders', CUT_OFF_POLICY, 'delete-role'],
  ],
  [
    'policies that only deny after policies that allow',
    { 'a-guard': DENY, both: BOTH, read: ALLOW },
    { 'a-limit': DENY, orders: ALLOW },
    ['both', 'read', 'orders', 'a-guard', 'a-limit', 'delete-role'],
  ],
])('removes %s from a role', (_, attached, inline, expected) => {
  expect(effectsFor(attached, inline)).toEqual(expected);
});

it('always removes the policy that denies everything last, right before the role', () => {
  const documents = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.constantFrom(ALLOW, BOTH, DENY),
    { maxKeys: 4 },
  );
  fc.assert(
    fc.property(documents, documents, (attached, own) => {
      const inline = { [CUT_OFF_POLICY]: DENY, ...own };
      const effects = effectsFor(attached, inline);
      expect(effects.slice(-2)).toEqual([CUT_OFF_POLICY, 'delete-role']);
    }),
  );
});

it('keeps a role whose trust policy cannot be read, and names the statement to remove', () => {
  const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Trust"}]}';
  const [kept, ...others] = stepsFor(
    { read: ALLOW },
    { orders: ALLOW },
    {},
    {
      trust: readDocument(text, 'trust'),
    },
  );
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ action: 'none', effect: null });
  expect(kept.summary).toMatch(
    /^Role uploads-[0-9a-f]+ stays: its trust policy cannot be read \(Statement\[0\].Effect: .*\)\. If it trusts system:serviceaccount:production:uploads, an administrator must remove that statement$/,
  );
});

describe('a role with a policy of others', () => {
  const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
  const QUARANTINE = 'arn:aws:iam::111122223333:policy/quarantine';
  const on = (arn: string, change: Partial<Deletion> = {}) =>
    effectsFor({ [arn]: DENY }, {}, change);

  it('is kept without the trust of the ServiceAccount, and the summary gives the reason', () => {
    const steps = stepsFor(
      { read: ALLOW, [DENY_ALL]: DENY, [QUARANTINE]: DENY },
      {},
    );
    expect(steps.map(({ summary }) => summary)).toEqual([
      expect.stringContaining(
        '(the role stays: others attached AWSDenyAll, quarantine: an administrator must detach that first)',
      ),
    ]);
    expect(steps[0].effect?.type).toBe('remove-trust');
  });

  it.each<[string, string, Partial<Deletion>, boolean]>([
    ['that Backstage does not manage', DENY_ALL, {}, false],
    [
      'that Backstage attached',
      DENY_ALL,
      { recorded: new Set([roleArn, attachmentRecord(roleArn, DENY_ALL)]) },
      true,
    ],
    [
      'that Backstage attached to another role',
      DENY_ALL,
      { recorded: new Set([roleArn, attachmentRecord('other', DENY_ALL)]) },
      false,
    ],
    [
      'that the guardrails list',
      DENY_ALL,
      { attachable: ['arn:aws:iam::aws:policy/AWS*'] },
      true,
    ],
    [
      'that the guardrails do not list',
      QUARANTINE,
      { attachable: ['arn:aws:iam::aws:*'] },
      false,
    ],
    ['under the role path', policyArn('theirs'), {}, true],
    [
      'under a path that only starts like the role path',
      'arn:aws:iam::111122223333:policy/irsa-x/a',
      {},
      false,
    ],
  ])('is deleted or kept because of a policy %s', (_, arn, change, goes) => {
    expect(on(arn, change).includes('delete-role')).toBe(goes);
  });
});
