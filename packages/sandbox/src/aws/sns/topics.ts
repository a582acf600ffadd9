import type { Access } from '../../state/calls';
import type { Topic } from '../../state/resources';
import type { World } from '../../state/world';
import { shownPolicy, takePolicy } from '../access/policyPrincipals';
import { AwsError } from '../protocol/error';

const DEFAULT_ACTIONS = [
  'SNS:GetTopicAttributes',
  'SNS:SetTopicAttributes',
  'SNS:AddPermission',
  'SNS:RemovePermission',
  'SNS:DeleteTopic',
  'SNS:Subscribe',
  'SNS:ListSubscriptionsByTopic',
  'SNS:Publish',
];

/** Returns the policy of a topic until another one is set. */
export function defaultPolicy({
  arn,
  accountId,
}: Pick<Topic, 'arn' | 'accountId'>): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: DEFAULT_ACTIONS,
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}

export function topicAccess(operation: string, arn: string): Access {
  return { action: `sns:${operation}`, resource: arn };
}

/** Returns the topic with this ARN. Throws `NotFound`. */
export function requireTopic({ resources }: World, arn: string): Topic {
  const topic = resources.get(arn);
  if (topic?.kind === 'topic') return topic;
  throw new AwsError('NotFound', 404, 'Topic does not exist');
}

/** Returns all attributes of a topic as SNS shows them. */
export function shownAttributes(
  world: World,
  { arn, accountId, policy, keyId, attributes }: Topic,
): Map<string, string> {
  return new Map([
    ['TopicArn', arn],
    ['Owner', accountId],
    ['DisplayName', ''],
    ['SubscriptionsConfirmed', '0'],
    ['SubscriptionsPending', '0'],
    ['SubscriptionsDeleted', '0'],
    ...attributes,
    ...(policy === undefined
      ? []
      : ([['Policy', shownPolicy(world, policy)]] as const)),
    ...(keyId === undefined ? [] : ([['KmsMasterKeyId', keyId]] as const)),
  ]);
}

/** Sets an attribute of a topic. An empty key ID removes encryption. Throws `InvalidParameter`. */
export function setAttribute(
  world: World,
  topic: Topic,
  [name, value]: readonly [string, string],
): void {
  switch (name) {
    case 'Policy':
      topic.policy = takePolicy(world, value, (problem = 'PrincipalNotFound') =>
        invalidParameter(`Policy Error: ${problem}`),
      );
      break;
    case 'KmsMasterKeyId':
      topic.keyId = value === '' ? undefined : value;
      break;
    case 'DisplayName':
      topic.attributes.set(name, value);
      break;
    default:
      throw invalidParameter('AttributeName');
  }
}

export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameter', 400, `Invalid parameter: ${what}`);
}
