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
  ['less of what is there', { policy: [BOTH] }, [version(GET)], false],
  ['the same in other words', { policy: [BOTH] }, [version(GET, PUT)], false],
  ['what was removed by hand', { policy: [GET] }, [version(BOTH)], true],
  ['all of it where the policy is empty', { policy: [] }, [version(GET)], true],
  [
    'a wider resource',
    { policy: [GET] },
    [version(allow('s3:GetObject', 'arn:aws:s3:::*/*'))],
    true,
  ],
  [
    'what another policy of the role allows already',
    { policy: [GET], beside: [PUT] },
    [version(BOTH)],
    false,
  ],
  [
    'without a Deny that was there',
    { policy: [BOTH, deny('s3:PutObject')] },
    [version(BOTH)],
    true,
  ],
  [
    'without the Deny that held back another policy',
    { policy: [GET, deny('s3:PutObject')], beside: [PUT] },
    [version(GET)],
    true,
  ],
  [
    'less beside a Deny with conditions that stays',
    { policy: [BOTH], beside: [SINCE] },
    [version(GET)],
    false,
  ],
  [
    'more beside a Deny that stays',
    { policy: [GET], beside: [SINCE] },
    [version(BOTH)],
    true,
  ],
  [
    'an inline policy in the place of a managed one',
    { policy: [BOTH] },
    [inline('ours', roleArn, GET), detach()],
    false,
  ],
  [
    'an inline policy of more',
    { policy: [GET] },
    [inline('ours', roleArn, PUT)],
    true,
  ],
  [
    'a policy of another role',
    { policy: [BOTH] },
    [inline('assume-target-role', 'arn:aws:iam::1:role/pod', GET)],
    true,
  ],
  ['nothing any more', { policy: [BOTH], beside: [GET] }, [detach()], false],
  ['no inline policy', { policy: [BOTH], beside: [PUT] }, [dropped()], false],
  [
    'no managed policy any more that denied',
    { policy: [GET, deny('s3:PutObject')], beside: [PUT] },
    [detach()],
    true,
  ],
  [
    'no inline policy any more that denied',
    { policy: [BOTH], beside: [deny('*')] },
    [dropped()],
    true,
  ],
  [
    'no inline policy any more that denied under a condition',
    { policy: [BOTH], beside: [SINCE] },
    [dropped()],
    true,
  ],
  [
    'no inline policy any more that denied all but something',
    {
      policy: [BOTH],
      beside: [{ Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }],
    },
    [dropped()],
    true,
  ],
  [
    'no inline policy any more that denied all but one place',
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
    'no policy any more that denied what nothing else allows',
    { policy: [BOTH], beside: [deny('sqs:*')] },
    [dropped()],
    false,
  ],
  [
    'neither what was denied nor the Deny',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [detach(), dropped()],
    false,
  ],
  [
    'a Deny of fewer actions',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [inline('beside', roleArn, deny('s3:PutObject'))],
    true,
  ],
  [
    'a Deny with a condition that it did not have',
    { policy: [BOTH], beside: [deny('s3:*')] },
    [inline('beside', roleArn, SINCE)],
    true,
  ],
  [
    'less of another role, which it leaves',
    { policy: [BOTH, deny('s3:PutObject')] },
    [detach('arn:aws:iam::1:role/left'), dropped('arn:aws:iam::1:role/left')],
    false,
  ],
])('writing %s', async (_, { policy = [], beside = [] }, steps, expected) => {
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
  expect(gainsAccess({ desired, observed, steps }, await loadCatalogue())).toBe(
    expected,
  );
});

it.each<[string, Statement]>([
  [
    'as a resource',
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
  ['it is written', [version(GET)], true],
  ['another one goes', [dropped()], false],
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
