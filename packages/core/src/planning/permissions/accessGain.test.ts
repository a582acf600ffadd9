import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { desiredWith } from '../../__testUtils__/desired';
import { observedDocument, observedWith } from '../../__testUtils__/observed';
import { found } from '../../model/observation';
import type { PlannedStep } from '../types';
import { gainsAccess } from './accessGain';

const desired = desiredWith();
const { policyArn, roleArn } = desired;
const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (Action: string | string[], Resource = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (
  Action: string,
  Condition?: Statement['Condition'],
): Statement => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const step = (effect: PlannedStep['effect'], name: string): PlannedStep => ({
  id: 'policy',
  action: 'update',
  target: { kind: 'policy', name },
  diff: [],
  summary: '',
  done: '',
  effect,
});
const version = (...statements: Statement[]) =>
  step(
    {
      type: 'create-policy-version',
      arn: policyArn,
      document: documentOf(...statements),
    },
    policyArn,
  );
const inline = (name: string, of: string, ...statements: Statement[]) =>
  step(
    {
      type: 'put-role-policy',
      roleName: desired.roleName,
      policyName: name,
      document: documentOf(...statements),
    },
    of,
  );

const detach = (of = roleArn) =>
  step(
    { type: 'detach-role-policy', roleName: desired.roleName, policyArn },
    `${of} ${policyArn}`,
  );
const dropped = (of = roleArn) =>
  step(
    {
      type: 'delete-role-policy',
      roleName: desired.roleName,
      policyName: 'beside',
    },
    of,
  );

const BOTH = allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*');
const GET = allow('s3:GetObject', 'arn:aws:s3:::a/*');
const PUT = allow('s3:PutObject', 'arn:aws:s3:::a/*');
/** The statement that stays on a role when access is restored after an incident. */
const SINCE = deny('*', {
  DateLessThan: { 'aws:TokenIssueTime': '2026-11-27T12:00:00Z' },
});

// Each case: what is written, the existing statements, the steps, and whether the role gains access.
it.each<
  [
    string,
    { policy?: Statement[]; beside?: Statement[] },
    PlannedStep[],
    boolean,
  ]
>([
  ['the policy loses an action', { policy: [BOTH] }, [version(GET)], false],
  [
    'the policy has the same actions in two statements',
    { policy: [BOTH] },
    [version(GET, PUT)],
    false,
  ],
  [
    'the policy regains a manually removed action',
    { policy: [GET] },
    [version(BOTH)],
    true,
  ],
  ['an empty policy gets an action', { policy: [] }, [version(GET)], true],
  [
    'the policy gets a wider resource',
    { policy: [GET] },
    [version(allow('s3:GetObject', 'arn:aws:s3:::*/*'))],
    true,
  ],
  [
    'the policy gets an action that another policy of the role allows',
    { policy: [GET], beside: [PUT] },
    [version(BOTH)],
    false,
  ],
  [
    'the policy loses its Deny',
    { policy: [BOTH, deny('s3:PutObject')] },
    [version(BOTH)],
    true,
  ],
  [
    'the policy loses a Deny that limited another policy',
    { policy: [GET, deny('s3:PutObject')], beside: [PUT] },
    [version(GET)],
    true,
  ],
  [
    'the policy loses an action, and a conditional Deny stays',
    { policy: [BOTH], beside: [SINCE] },
    [version(GET)],
    false,
  ],
  [
    'the policy gets an action, and a conditional Deny stays',
    { policy: [GET], beside: [SINCE] },
    [version(BOTH)],
    true,
  ],
  [
    'a smaller inline policy replaces the managed policy',
    { policy: [BOTH] },
    [inline('ours', roleArn, GET), detach()],
    false,
  ],
  [
    'a new inline policy allows another action',
    { policy: [GET] },
    [inline('ours', roleArn, PUT)],
    true,
  ],
  [
    'another role gets a policy',
    { policy: [BOTH] },
    [inline('assume-target-role', 'arn:aws:iam::1:role/pod', GET)],
    true,
  ],
  [
    'the policy is detached',
    { policy: [BOTH], beside: [GET] },
    [detach()],
    false,
  ],
  [
    'an inline policy is deleted',
    { policy: [BOTH], beside: [PUT] },
    [dropped()],
    false,
  ],
  [
    'a detached managed policy had a Deny',
    { policy: [GET, deny('s3:PutObject')], beside: [PUT] },
    [detach()],
    true,
  ],
  [
    'a deleted inline policy had a Deny',
    { policy: [BOTH], beside: [deny('*')] },
    [dropped()],
    true,
  ],
  [
    'a deleted inline policy had a conditional Deny',
    { policy: [BOTH], beside: [SINCE] },
    [dropped()],
    true,
  ],
  [
    'a deleted inline policy denied all actions but one',
    {
      policy: [BOTH],
      beside: [{ Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }],
    },
    [dropped()],
    true,
  ],
  [
    'a deleted inline policy denied all resources but one folder',
    {
      policy: [BOTH],
      beside: [
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::a/b/*' },
      ],
    },
    [dropped()],
    true,
  ],
  [
    'a deleted inline policy denied actions that no policy allows',
    { policy: [BOTH], beside: [deny('sqs:*')] },
    [dropped()],
    false,
  ],
  [
    'both the allowing policy and the Deny are removed',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [detach(), dropped()],
    false,
  ],
  [
    'a Deny covers fewer actions',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [inline('beside', roleArn, deny('s3:PutObject'))],
    true,
  ],
  [
    'a Deny gets a condition',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [inline('beside', roleArn, SINCE)],
    true,
  ],
  [
    'another role loses its policies',
    { policy: [BOTH, deny('s3:PutObject')] },
    [detach('arn:aws:iam::1:role/left'), dropped('arn:aws:iam::1:role/left')],
    false,
  ],
])(
  'detects a gain of access: %s',
  async (_, { policy = [], beside = [] }, steps, expected) => {
    const observed = observedWith({
      attachedPolicies: found([
        found({
          arn: policyArn,
          name: desired.policyName,
          path: '/irsa/',
          defaultVersionId: 'v1',
          document: observedDocument(documentOf(...policy)),
          tags: {},
        }),
      ]),
      inlinePolicies: found([
        { name: 'beside', document: observedDocument(documentOf(...beside)) },
      ]),
    });
    expect(
      gainsAccess({ desired, observed, steps }, await loadCatalogue()),
    ).toBe(expected);
  },
);

it.each<[string, Statement]>([
  [
    'in a resource',
    allow('s3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/x}/*'),
  ],
  [
    'in a condition',
    {
      ...allow('s3:GetObject'),
      Condition: { StringEquals: { 'aws:SourceIdentity': '${aws:userid}' } },
    },
  ],
])('reads a variable by the version of its document: %s', async (_, one) => {
  const catalogue = await loadCatalogue();
  const put = inline('beside', roleArn, one);
  const gains = (
    Version: PolicyDocument['Version'],
    steps: PlannedStep[],
    ...more: Statement[]
  ) =>
    gainsAccess(
      {
        desired,
        observed: observedWith({
          attachedPolicies: found([]),
          inlinePolicies: found([
            {
              name: 'beside',
              document: observedDocument({
                ...(Version && { Version }),
                Statement: [one, ...more],
              }),
            },
          ]),
        }),
        steps,
      },
      catalogue,
    );
  expect(gains('2012-10-17', [put], PUT)).toBe(false);
  expect(gains('2008-10-17', [put])).toBe(true);
  expect(gains(undefined, [put])).toBe(true);
});

it.each<[string, PlannedStep[], boolean]>([
  ['it is detached', [detach()], true],
  ['it is overwritten', [version(GET)], true],
  ['another policy is deleted', [dropped()], false],
])(
  'treats a policy with an invalid document as a Deny: %s',
  async (_, steps, is) => {
    const observed = observedWith({
      attachedPolicies: found([
        found({
          arn: policyArn,
          name: desired.policyName,
          path: '/irsa/',
          defaultVersionId: 'v1',
          document: { text: '{', errors: [] },
          tags: {},
        }),
      ]),
      inlinePolicies: found([
        { name: 'beside', document: observedDocument(documentOf(GET)) },
      ]),
    });
    expect(
      gainsAccess({ desired, observed, steps }, await loadCatalogue()),
    ).toBe(is);
  },
);
