import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { desiredWith } from '../../__testUtils__/desired';
import {
  observedDocument,
  observedWith,
  roleWith,
} from '../../__testUtils__/observed';
import { statementsOf } from '../../model/document';
import { found } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { IamServiceAccountSpec } from '../../model/types';
import { CUT_OFF_POLICY, denyEverything } from '../../permissions/cutOffPolicy';
import { attachmentRecord } from '../../planning/ownership/records';
import { handOvers } from './index';
import { checkOthers, noteOthersTags } from './others';
import type { HandOverFormat } from './types';

const TOOLS = Object.keys(handOvers) as HandOverFormat[];
const DOCUMENT: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }],
};
const CI = {
  Effect: 'Allow' as const,
  Principal: { AWS: 'arn:aws:iam::111122223333:role/ci' },
  Action: 'sts:AssumeRole',
};
const QUARANTINE = 'arn:aws:iam::aws:policy/AWSDenyAll';

const attached = (arn: string) =>
  found({
    ...{ arn, name: arn.split('/').pop()!, path: '/' },
    ...{ defaultVersionId: 'v1', document: observedDocument(DOCUMENT) },
    tags: {},
  });
const inline = (name: string, document = DOCUMENT) => ({
  name,
  document: observedDocument(document),
});

/** Returns the requested role with additions of others. */
function contextWith(
  change: Partial<IamServiceAccountSpec> = {},
  observed: Partial<Observed> = {},
  { keepsOther = false, trust = [] as object[] } = {},
) {
  const desired = { ...desiredWith(change), keepsOther };
  const role = roleWith({
    ...desired.trust,
    Statement: [...statementsOf(desired.trust), ...(trust as (typeof CI)[])],
  });
  return {
    desired,
    observed: observedWith({
      role,
      attachedPolicies: found([
        attached(desired.policyArn),
        ...desired.managedPolicyArns.map(attached),
      ]),
      inlinePolicies: found(
        desired.inlinePolicy
          ? [inline(desired.policyName, desired.inlinePolicy)]
          : [],
      ),
      ...observed,
    }),
    recorded: new Set<string>(),
    others: new Set<string>(),
  };
}

/** Returns the refused tools with the violated rules. */
function refused(context: ReturnType<typeof contextWith>) {
  return Object.fromEntries(
    TOOLS.flatMap(tool => {
      const broken = checkOthers(context, tool);
      return broken.length > 0
        ? [[tool, broken.map(({ rule }) => rule).join()]]
        : [];
    }),
  );
}

const all = (rule: string) =>
  Object.fromEntries(TOOLS.map(tool => [tool, rule]));

describe('additions of others to a role', () => {
  it.each<[string, ReturnType<typeof contextWith>, Record<string, string>]>([
    ['no additions', contextWith(), {}],
    [
      'only the policies that the spec names',
      contextWith({
        managedPolicyArns: [QUARANTINE],
        policyDocument: { ...DOCUMENT },
      }),
      {},
    ],
    [
      'a statement of the trust policy',
      contextWith({}, {}, { trust: [CI] }),
      all('others-trust'),
    ],
    [
      'a Deny statement of the trust policy',
      contextWith({}, {}, { trust: [{ ...CI, Effect: 'Deny' }] }),
      all('others-trust'),
    ],
    [
      'an attached policy',
      contextWith({}, { attachedPolicies: found([attached(QUARANTINE)]) }),
      { ack: 'others-policies' },
    ],
    [
      'an inline policy',
      contextWith({}, { inlinePolicies: found([inline('break-glass')]) }),
      { ack: 'others-policies' },
    ],
    [
      'an inline policy besides the policy document of the spec',
      contextWith(
        { policyDocument: { ...DOCUMENT } },
        { inlinePolicies: found([inline('break-glass')]) },
      ),
      { ack: 'others-policies', crossplane: 'others-policies' },
    ],
  ])('are refused if a tool would remove them: %s', (_, context, expected) => {
    expect(refused(context)).toEqual(expected);
  });

  it('are named together with the tool', () => {
    const [{ message }] = checkOthers(
      contextWith({}, { attachedPolicies: found([attached(QUARANTINE)]) }),
      'ack',
    );
    expect(message).toContain(QUARANTINE);
    expect(message).toContain('ACK would remove them.');
  });

  it('include the policy that cuts off access, which must stay', () => {
    const [{ message }] = checkOthers(
      contextWith(
        {},
        { inlinePolicies: found([inline(CUT_OFF_POLICY, denyEverything())]) },
      ),
      'ack',
    );
    expect(message).toContain(
      `Do not remove ${CUT_OFF_POLICY}: restore access`,
    );
    expect(message).not.toContain('Remove them first');
  });

  it('exclude policies that the plan detaches, which are drift', () => {
    const context = contextWith(
      {},
      { attachedPolicies: found([attached(QUARANTINE)]) },
    );
    const { roleArn } = context.desired;
    const recorded = new Set([attachmentRecord(roleArn, QUARANTINE)]);
    expect(checkOthers({ ...context, recorded }, 'ack')).toEqual([]);
  });

  it('exclude a shared role, which is refused for another reason', () => {
    const context = contextWith({}, {}, { trust: [CI] });
    const others = new Set([context.desired.roleArn]);
    expect(checkOthers({ ...context, others }, 'terraform')).toEqual([]);
  });
});

it.each([
  ['pod-identity', 'IRSA'],
  ['irsa', 'EKS Pod Identity'],
] as const)(
  'pods that might still use the mechanism before %s are not cut off',
  (mechanism, other) => {
    const before = desiredWith({
      mechanism: mechanism === 'irsa' ? 'pod-identity' : 'irsa',
    });
    const [{ rule, message }] = checkOthers(
      contextWith(
        { mechanism },
        {},
        {
          ...{ keepsOther: true, trust: statementsOf(before.trust) },
        },
      ),
      'terraform',
    );
    expect(rule).toBe('others-trust');
    expect(message).toContain(`Pods may still use ${other}. Restart them`);
  },
);

it('notes which tags might be removed', () => {
  const { desired, observed } = contextWith();
  const role = (tags: Record<string, string>) =>
    roleWith(desired.trust, { tags: { ...desired.tags, ...tags } });
  expect(noteOthersTags({ desired, observed })).toEqual([]);
  expect(
    noteOthersTags({
      desired,
      observed: { ...observed, role: role({ 'aws:cloudformation:x': 'y' }) },
    }),
  ).toEqual([]);
  const [note] = noteOthersTags({
    desired,
    observed: { ...observed, role: role({ CostCenter: '12' }) },
  });
  expect(note).toContain('not in the spec: CostCenter.');
});
