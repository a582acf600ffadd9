import type { Grant } from '@backstage-irsa/core/model';
import { inline } from './documents';
import type { Attempt } from './types';

/** A namespace whose rule allows only some resources. */
export const BOUNDED = {
  namespace: 'bounded',
  resources: [
    'arn:aws:s3:::my-app-*',
    'arn:aws:sqs:*:*:{owner}-*',
    // An account that the rule does not name.
    'arn:aws:sqs:*:444455556666:*',
  ],
};

const attempt = (
  name: string,
  spec: Attempt['spec'],
  ...fields: string[]
): Attempt => ({
  name,
  attack: 'resources',
  spec: { namespace: BOUNDED.namespace, ...spec },
  rules: fields.map(field => `${field} resource-owner`),
});

const grant = (name: string, ...grants: Grant[]) =>
  attempt(name, { grants }, `grants[${grants.length - 1}].resource`);

const document = (name: string, statement: object) =>
  attempt(name, inline(statement), 'policyDocument');

const read = (Resource: string) => ({ Action: 's3:GetObject', Resource });
const send = (Resource: string) => ({ Action: 'SQS:sendMessage', Resource });
const bucket = (resource: string, access = 'read'): Grant => ({
  ...{ service: 's3', access, resource },
});
const queue = (resource: string): Grant => ({
  ...{ service: 'sqs', access: 'send', resource },
});

/** Attempts on AWS resources that the rules do not grant to the owner. */
export const resourceAttempts: Attempt[] = [
  grant('a grant on the bucket of another team', bucket('crown')),
  grant(
    'a grant on a bucket that has the allowed prefix only in the middle',
    bucket('x-my-app-y'),
  ),
  grant(
    'a grant that is not allowed after one that is',
    bucket('my-app-x'),
    queue('all'),
  ),
  grant(
    'a grant on a queue with the owner name in another letter case',
    queue('Team-x'),
  ),
  grant('a grant on a queue with only the owner name', queue('team')),
  grant('a grant on a secret, which the rule does not allow', {
    ...{ service: 'secretsmanager', access: 'read', resource: 'my-app-x' },
  }),
  grant('a grant on parameters, which the rule does not allow', {
    ...{ service: 'ssm', access: 'read-path', resource: '/team-x' },
  }),
  attempt(
    'a grant on the bucket of another team through EKS Pod Identity',
    { mechanism: 'pod-identity', grants: [bucket('crown', 'read-write')] },
    'grants[0].resource',
  ),
  document('every queue', send('*')),
  document('every queue of every partition', send('arn:*:sqs:*:*:*')),
  {
    ...document(
      'an allowed bucket in another partition',
      read('arn:aws-cn:s3:::my-app-x'),
    ),
    rules: ['policyDocument policy-document', 'policyDocument resource-owner'],
  },
  document(
    'a bucket with a wildcard in its name',
    read('arn:aws:s3:::my-a*-x'),
  ),
  document(
    'a queue by a policy variable',
    send('arn:aws:sqs:*:111122223333:${aws:userid}'),
  ),
  document('all queues except one', {
    ...send('arn:aws:sqs:*:111122223333:crown'),
    ...{ Resource: undefined, NotResource: 'arn:aws:sqs:*:*:crown' },
  }),
  document(
    'a queue in another account',
    send('arn:aws:sqs:eu-west-1:444455556666:team-x'),
  ),
  document('a queue in any account', send('arn:aws:sqs:*:*:team-*')),
  {
    ...attempt(
      'every queue by an AWS managed policy',
      { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] },
      'managedPolicyArns[0]',
    ),
    rules: [
      'managedPolicyArns[0] resource-owner',
      'managedPolicyArns[0] denied-wildcards',
    ],
  },
];
