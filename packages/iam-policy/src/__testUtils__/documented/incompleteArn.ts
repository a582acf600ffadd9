import type { NamedPolicy, Statement } from '../../document/types';
import { ACCOUNT, policy, SESSION } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const page = 'Identify AWS resources with Amazon Resource Names (ARNs)';
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const on = (Resource: string, part: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: '*',
  Resource,
  ...part,
});
const denyOutside = (NotResource: string): Statement => ({
  Effect: 'Deny',
  Action: '*',
  NotResource,
});
const granting = (Resource: string): NamedPolicy =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: SESSION },
    Action: 'sqs:*',
    Resource,
  });
const send = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  action: 'sqs:SendMessage',
  resource: QUEUE,
  ...part,
  decision,
});

/** Decisions by statements whose ARNs have fewer than 6 fields. */
export const incompleteArnTables: PolicyTable[] = [
  {
    page,
    says: 'When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based policy, AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields.',
    cases: [
      send('two fields', { statements: [on('arn:aws')] }, 'Allowed'),
      send(
        'four fields with the Region of the queue',
        { statements: [on('arn:aws:sqs:eu-west-1')] },
        'Allowed',
      ),
      send(
        'four fields with another Region',
        { statements: [on('arn:aws:sqs:us-east-1')] },
        'ImplicitlyDenied',
      ),
      send(
        'five fields',
        { statements: [on(`arn:aws:sqs:eu-west-1:${ACCOUNT}`)] },
        'Allowed',
      ),
      send(
        'a Deny',
        { statements: [allowAll, on('arn:aws:sqs', { Effect: 'Deny' })] },
        'ExplicitlyDenied',
      ),
      send(
        'a Deny of another service',
        { statements: [allowAll, on('arn:aws:s3', { Effect: 'Deny' })] },
        'Allowed',
      ),
      send(
        'a Deny with NotResource of the service',
        { statements: [allowAll, denyOutside('arn:aws:sqs')] },
        'Allowed',
      ),
      send(
        'a Deny with NotResource of another service',
        { statements: [allowAll, denyOutside('arn:aws:s3')] },
        'ExplicitlyDenied',
      ),
      send(
        'six fields, of which the last is empty',
        { statements: [on(`arn:aws:sqs:eu-west-1:${ACCOUNT}:`)] },
        'ImplicitlyDenied',
      ),
      send(
        'a resource policy, which is not an identity-based policy',
        { resourcePolicy: granting('arn:aws:sqs') },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page,
    says: 'For example, specifying arn:aws:sqs is equivalent to arn:aws:sqs:*:*:*, which grants access to all Amazon Amazon SQS resources across all regions and accounts.',
    cases: [
      send('arn:aws:sqs', { statements: [on('arn:aws:sqs')] }, 'Allowed'),
      {
        case: 'arn:aws:sqs for an action of another service',
        statements: [on('arn:aws:sqs')],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: 'Permissions boundaries for IAM entities',
    says: 'A permissions boundary is an advanced feature for using a managed policy to set the maximum permissions that an identity-based policy can grant to an IAM entity.',
    cases: [
      send(
        'an incomplete ARN in a permissions boundary',
        {
          statements: [allowAll],
          permissionsBoundary: policy(on('arn:aws:sqs')),
        },
        'Allowed',
      ),
    ],
  },
  {
    page,
    says: 'However, session policies passed to AWS STS AssumeRole, AssumeRoleWithWebIdentity, and AssumeRoleWithSAML requests, do not support incomplete ARNs.',
    cases: [
      send(
        'an Allow with an incomplete ARN',
        {
          statements: [allowAll],
          sessionPolicies: [policy(on('arn:aws:sqs'))],
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
      send(
        'an Allow with an incomplete ARN in NotResource',
        {
          statements: [allowAll],
          sessionPolicies: [
            policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3' }),
          ],
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
      send(
        'a complete ARN',
        {
          statements: [allowAll],
          sessionPolicies: [policy(on('arn:aws:sqs:*:*:*'))],
        },
        'Allowed',
      ),
    ],
  },
];
