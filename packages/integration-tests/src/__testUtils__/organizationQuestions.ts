import { accountIdOf } from '@backstage-irsa/core/arn';
import {
  absent,
  type LayerReading,
  type PolicyText,
  type SimulationResult,
} from '@backstage-irsa/core/model';
import { simulate, type Organizations } from '@backstage-irsa/core/permissions';
import type { Statement } from '@backstage-irsa/iam-policy';
import type {
  ControlPolicy,
  Organization,
  PolicyType,
} from '@backstage-irsa/sandbox';
import fc from 'fast-check';

/** A request whose decision is in question. */
export interface Question {
  action: string;
  resource: string;
  context: Record<string, string>;
}

/** A role, and the questions about it. */
export interface Role {
  accountId: string;
  statements: Statement[];
  boundary?: Statement[];
  questions: Question[];
}

const ACTIONS = ['s3:GetObject', 'sqs:SendMessage', 'sqs:*', 's3:*', '*'];
const ASKED = [
  's3:GetObject',
  's3:PutObject',
  'sqs:SendMessage',
  'iam:GetRole',
];
const REGIONS = ['eu-west-1', 'us-east-1'];
const TEAMS = ['shop', 'data'];

/** Returns policy statements whose conditions use keys that questions set, that questions omit, and that follow from the organization. */
function arbitraryStatement(organizationId: string): fc.Arbitrary<Statement> {
  const conditions: Statement['Condition'][] = [
    { StringNotEquals: { 'aws:RequestedRegion': REGIONS[0] } },
    { StringEqualsIfExists: { 'aws:RequestedRegion': REGIONS } },
    { StringEquals: { 'example:team': TEAMS[0] } },
    { StringNotLikeIfExists: { 'example:team': 's*' } },
    { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-another' } },
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/team-*' } },
    { Null: { 'example:team': 'true' } },
  ];
  return fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...ACTIONS) },
      fc.subarray(ACTIONS, { minLength: 1 }),
    ),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:sqs:*:*:orders'),
    Condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
  });
}

function policy(
  type: PolicyType,
  name: string,
  statements: Statement[],
): ControlPolicy {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: statements,
  });
  return { type, name, document };
}

const EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Returns attachments of targets: SCPs that replace AWS's full access or complement it, and RCPs, which only deny. */
export function arbitraryAttachments(
  { id }: Organization,
  targets: string[],
): fc.Arbitrary<Map<string, ControlPolicy[]>> {
  const statements = fc.array(arbitraryStatement(id), {
    ...{ minLength: 1, maxLength: 2 },
  });
  const here = fc
    .record({
      scp: fc.option(statements, { nil: undefined }),
      isBesideFull: fc.boolean(),
      rcp: fc.option(statements, { nil: undefined }),
    })
    .map(({ scp, isBesideFull, rcp }) => [
      ...(scp ? [policy('SERVICE_CONTROL_POLICY', 'scp', scp)] : []),
      ...(scp && isBesideFull
        ? [policy('SERVICE_CONTROL_POLICY', 'everything', [EVERYTHING])]
        : []),
      ...(rcp
        ? [
            policy(
              'RESOURCE_CONTROL_POLICY',
              'rcp',
              rcp.map(statement => ({
                ...{ ...statement, Effect: 'Deny', Principal: '*' },
              })),
            ),
          ]
        : []),
    ]);
  return fc
    .tuple(...targets.map(() => here))
    .map(
      all =>
        new Map(
          all.flatMap((attached, index) =>
            attached.length > 0 ? [[targets[index], attached] as const] : [],
          ),
        ),
    );
}

/** Returns a role in one of the accounts, with questions about resources in all of them. */
export function arbitraryRole(
  { id }: Organization,
  accounts: string[],
  count: number,
): fc.Arbitrary<Role> {
  const account = fc.constantFrom(...accounts);
  const statements = fc.array(arbitraryStatement(id), { maxLength: 2 });
  const question = fc
    .record({
      owner: account,
      action: fc.constantFrom(...ASKED),
      region: fc.constantFrom(...REGIONS),
      team: fc.option(fc.constantFrom(...TEAMS), { nil: undefined }),
    })
    .map(({ action, owner, region, team }) => ({
      action,
      resource: resourceOf(action, owner),
      context: {
        'aws:RequestedRegion': region,
        ...(team !== undefined && { 'example:team': team }),
      },
    }));
  return fc
    .record({
      accountId: account,
      own: statements,
      boundary: fc.option(statements, { nil: undefined }),
      questions: fc.array(question, { minLength: count, maxLength: count }),
    })
    .map(({ own, boundary, ...rest }) => ({
      ...rest,
      statements: [EVERYTHING, ...own],
      ...(boundary && { boundary: [EVERYTHING, ...boundary] }),
    }));
}

function resourceOf(action: string, owner: string): string {
  if (action.startsWith('s3:')) return 'arn:aws:s3:::orders/any';
  return action.startsWith('sqs:')
    ? `arn:aws:sqs:eu-west-1:${owner}:orders`
    : `arn:aws:iam::${owner}:role/any`;
}

/** Returns the ARN of the role in an account that questions are about. */
export function roleIn(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/team-role`;
}

/** Returns the product's answers if all of the role's own policies were read, or all except one layer. */
export function answersAbout(
  { accountId, boundary, questions, statements }: Role,
  organizations: Organizations,
  unread?: LayerReading['layer'],
): SimulationResult[] {
  const isRead = (layer: LayerReading['layer']) =>
    layer === unread ? ('not-read' as const) : ('read' as const);
  const textOf = (
    kind: PolicyText['kind'],
    Statement: Statement[],
  ): PolicyText => ({
    ...{ kind, name: kind, errors: [] },
    document: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  return simulate(
    questions,
    { arn: roleIn(accountId), tags: {} },
    {
      policies: [
        textOf('inline', statements),
        ...(boundary ? [textOf('permissions-boundary', boundary)] : []),
      ],
      // The layers of SCPs and RCPs come from `organizations`.
      layers: [
        { layer: 'identity', state: isRead('identity') },
        {
          layer: 'permissions-boundary',
          state: boundary ? isRead('permissions-boundary') : 'absent',
        },
        { layer: 'service-control', state: 'not-read' },
        { layer: 'resource-control', state: 'not-read' },
      ],
    },
    {
      ...{ now: new Date(), organizations },
      // The reference assumes that buckets are in the role's own account.
      resources: Object.fromEntries(
        questions
          .filter(({ resource }) => accountIdOf(resource) === '')
          .map(({ resource }) => [
            resource,
            { accountId, policy: absent(), encryption: absent() },
          ]),
      ),
      vpcEndpoints: {
        state: 'found',
        value: { vpcId: 'vpc-1', region: 'eu-west-1', endpoints: [] },
      },
    },
  );
}
