import type { Statement } from '../../document/types';
import type { RequestContext } from '../../evaluate/types';
import { policy } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const KEYS = 'AWS global condition context keys';
const OPERATORS = 'IAM JSON policy elements: Condition operators';

const denyIf = (
  Condition: Statement['Condition'],
  part: Partial<Statement> = {},
): Statement => ({
  Effect: 'Deny',
  ...(part.NotAction === undefined && { Action: '*' }),
  Resource: '*',
  Condition,
  ...part,
});
const guarded = (
  what: string,
  deny: Statement,
  {
    context,
    decision,
    ...part
  }: Partial<PolicyCase> & {
    context: RequestContext;
    decision: PolicyCase['decision'];
  },
): PolicyCase => ({
  case: what,
  statements: [allowAll, deny],
  context,
  ...part,
  decision,
});

const MFA = 'aws:MultiFactorAuthPresent';
const withoutMfa = denyIf({ BoolIfExists: { [MFA]: 'false' } });
const withoutMfaIfAsked = denyIf({ Bool: { [MFA]: 'false' } });
const outsideNetwork = denyIf({
  NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
  Bool: { 'aws:ViaAWSService': 'false' },
});
const outsideRegion = denyIf(
  { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { NotAction: ['iam:*', 'sts:*'] },
);
const unencrypted = denyIf(
  { Null: { 's3:x-amz-server-side-encryption': 'true' } },
  { Action: 's3:PutObject' },
);
const untagged = denyIf(
  {
    'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['environment'] },
    Null: { 'aws:TagKeys': 'false' },
  },
  { Action: 'ec2:CreateTags' },
);

/** Decisions by whole example policies, with several condition operators together. */
export const exampleTables: PolicyTable[] = [
  {
    page: KEYS,
    says: 'This combination of Deny, BoolIfExists, and false denies requests that are not authenticated using MFA.',
    cases: [
      guarded('a session with MFA', withoutMfa, {
        context: { [MFA]: 'true' },
        decision: 'Allowed',
      }),
      guarded('a session without MFA', withoutMfa, {
        context: { [MFA]: 'false' },
        decision: 'ExplicitlyDenied',
      }),
      guarded('long-term credentials', withoutMfa, {
        context: {},
        decision: 'ExplicitlyDenied',
      }),
    ],
  },
  {
    page: KEYS,
    says: 'This combination of the Deny effect, Bool element, and false value denies requests that can be authenticated using MFA, but were not.',
    cases: [
      guarded('a session without MFA', withoutMfaIfAsked, {
        context: { [MFA]: 'false' },
        decision: 'ExplicitlyDenied',
      }),
      guarded('long-term credentials', withoutMfaIfAsked, {
        context: {},
        decision: 'Allowed',
      }),
    ],
  },
  {
    page: 'AWS: Denies access to AWS based on the source IP',
    says: 'This policy does not deny requests made by AWS services using forward access sessions.',
    cases: [
      guarded('an address of the company', outsideNetwork, {
        context: {
          'aws:SourceIp': '203.0.113.7',
          'aws:ViaAWSService': 'false',
        },
        decision: 'Allowed',
      }),
      guarded('another address', outsideNetwork, {
        context: {
          'aws:SourceIp': '198.51.100.7',
          'aws:ViaAWSService': 'false',
        },
        decision: 'ExplicitlyDenied',
      }),
      guarded('a service on behalf of the caller', outsideNetwork, {
        context: {
          'aws:SourceIp': '198.51.100.7',
          'aws:ViaAWSService': 'true',
        },
        decision: 'Allowed',
      }),
    ],
  },
  {
    page: 'AWS: Denies access to AWS based on the requested Region',
    says: 'This policy uses the NotAction element with the Deny effect, which explicitly denies access to all of the actions not listed in the statement.',
    cases: [
      guarded('the Region', outsideRegion, {
        context: { 'aws:RequestedRegion': 'eu-west-1' },
        decision: 'Allowed',
      }),
      guarded('another Region', outsideRegion, {
        context: { 'aws:RequestedRegion': 'us-east-1' },
        decision: 'ExplicitlyDenied',
      }),
      guarded(
        'a global service, whose requests go to us-east-1',
        outsideRegion,
        {
          action: 'iam:GetRole',
          resource: 'arn:aws:iam::111122223333:role/any',
          context: { 'aws:RequestedRegion': 'us-east-1' },
          decision: 'Allowed',
        },
      ),
    ],
  },
  {
    page: OPERATORS,
    says: 'Use a Null condition operator to check if a condition key is absent at the time of authorization.',
    cases: [
      guarded('an upload without encryption', unencrypted, {
        action: 's3:PutObject',
        context: {},
        decision: 'ExplicitlyDenied',
      }),
      guarded('an upload with encryption', unencrypted, {
        action: 's3:PutObject',
        context: { 's3:x-amz-server-side-encryption': 'aws:kms' },
        decision: 'Allowed',
      }),
    ],
  },
  {
    page: 'Single-valued vs. multivalued context keys',
    says: 'To prevent missing context keys or context keys with empty values from evaluating to true, you can include the Null condition operator in your policy with a false value to check if the context key exists and its value is not null.',
    cases: [
      guarded('without tag keys', untagged, {
        action: 'ec2:CreateTags',
        context: {},
        decision: 'Allowed',
      }),
      guarded('only other tag keys', untagged, {
        action: 'ec2:CreateTags',
        context: { 'aws:TagKeys': ['owner'] },
        decision: 'ExplicitlyDenied',
      }),
      guarded('the tag key', untagged, {
        action: 'ec2:CreateTags',
        context: { 'aws:TagKeys': ['environment', 'owner'] },
        decision: 'Allowed',
      }),
    ],
  },
  {
    page: 'Evaluation logic for multiple context keys or values',
    says: 'If your policy has multiple condition operators or multiple keys attached to a single condition operator, the conditions are evaluated using a logical AND.',
    cases: [
      {
        case: 'both conditions hold',
        statements: [
          {
            ...allowAll,
            Condition: {
              DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
              DateLessThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' },
            },
          },
        ],
        context: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' },
        decision: 'Allowed',
      },
      {
        case: 'one of them does not',
        statements: [
          {
            ...allowAll,
            Condition: {
              DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
              DateLessThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' },
            },
          },
        ],
        context: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' },
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: 'SCP syntax',
    says: 'You can use the Condition element with both Allow and Deny statements in an SCP.',
    cases: (
      [
        ['eu-west-1', 'Allowed'],
        ['us-east-1', 'ExplicitlyDenied'],
      ] as const
    ).map(([region, decision]) => ({
      case: `a Deny of other Regions, in ${region}`,
      statements: [allowAll],
      serviceControlPolicies: [[policy(allowAll, outsideRegion)]],
      context: { 'aws:RequestedRegion': region },
      decision,
    })),
  },
];
