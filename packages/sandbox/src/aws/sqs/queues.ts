import type { Access } from '../../state/calls';
import type { Queue } from '../../state/resources';
import type { World } from '../../state/world';
import { shownPolicy, takePolicy } from '../access/policyPrincipals';
import { type JsonInput, requiredText } from '../json/fields';
import type { JsonContext } from '../json/operation';
import { type KeyAction, kmsCode, kmsText, requireKeyUse } from '../kms/keyUse';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the ARN of the queue that `QueueUrl` names. The path of the URL is `/<account>/<name>`. Throws `InvalidAddress`. */
function namedQueue(input: JsonInput, context: OperationContext): string {
  const url = requiredText(input, 'QueueUrl');
  const [, owner, name] =
    /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  if (name === undefined) {
    throw new AwsError(
      'InvalidAddress',
      404,
      `The address ${url} is not valid for this endpoint.`,
    );
  }
  return resourceArn(placeOf(context), { kind: 'queue', name, owner });
}

/** Returns the access for an action on the queue that `QueueUrl` names. */
export function queueAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  return { action: `sqs:${operation}`, resource: namedQueue(input, context) };
}

/** Returns the queue that `QueueUrl` names. Throws `QueueDoesNotExist`. */
export function requireQueue(
  input: JsonInput,
  context: OperationContext,
): Queue {
  return queueOf(context.world, namedQueue(input, context));
}

/** Returns the queue with this ARN. Throws `QueueDoesNotExist`. */
export function queueOf({ resources }: World, arn: string): Queue {
  const queue = resources.get(arn);
  if (queue?.kind === 'queue') return queue;
  throw new AwsError(
    'QueueDoesNotExist',
    400,
    'The specified queue does not exist.',
  );
}

export function queueUrl({ endpoint }: JsonContext, queue: Queue): string {
  return `${endpoint}/${queue.accountId}/${queue.name}`;
}

/** The attributes that every queue has, with their defaults. They can be set, like the attributes in `OTHERS` and those of policy and encryption. */
const DEFAULTS: Record<string, string> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '262144',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
};
const OTHERS = [
  'KmsDataKeyReusePeriodSeconds',
  'RedrivePolicy',
  'RedriveAllowPolicy',
];

/** Returns all attributes of a queue as SQS shows them. Attributes that are not set are left out. */
export function shownAttributes(
  world: World,
  queue: Queue,
): Map<string, string> {
  const { policy, keyId } = queue;
  return new Map([
    ...Object.entries(DEFAULTS),
    ...queue.attributes,
    ['QueueArn', queue.arn],
    ['CreatedTimestamp', String(Math.floor(queue.createdAt.getTime() / 1000))],
    ['ApproximateNumberOfMessages', String(queue.messages.length)],
    ['SqsManagedSseEnabled', String(queue.isManagedSse)],
    ...(policy === undefined
      ? []
      : ([['Policy', shownPolicy(world, policy)]] as const)),
    ...(keyId === undefined ? [] : ([['KmsMasterKeyId', keyId]] as const)),
  ]);
}

/** Sets attributes of a queue. An empty policy or key ID removes the policy or key. Throws `InvalidAttributeName` or `InvalidAttributeValue`. */
export function setAttributes(
  world: World,
  queue: Queue,
  attributes: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of attributes) {
    switch (name) {
      case 'Policy':
        queue.policy = value === '' ? undefined : readPolicy(world, value);
        break;
      case 'KmsMasterKeyId':
        queue.keyId = value === '' ? undefined : value;
        queue.isManagedSse = value === '';
        break;
      case 'SqsManagedSseEnabled':
        queue.isManagedSse = value === 'true';
        if (queue.isManagedSse) delete queue.keyId;
        break;
      default:
        if (!(name in DEFAULTS) && !OTHERS.includes(name)) {
          throw new AwsError(
            'InvalidAttributeName',
            400,
            `Unknown Attribute ${name}.`,
          );
        }
        queue.attributes.set(name, value);
    }
  }
}

function readPolicy(world: World, text: string): string {
  return takePolicy(
    world,
    text,
    () =>
      new AwsError(
        'InvalidAttributeValue',
        400,
        'Invalid value for the parameter Policy.',
      ),
  );
}

/**
 * Throws `KmsAccessDenied` unless the caller can use the queue's key.
 *
 * Source: "Key management", Amazon SQS Developer Guide.
 */
export function requireQueueKeyUse(
  context: OperationContext,
  queue: Queue,
  actions: KeyAction[],
): void {
  requireKeyUse(
    context,
    {
      service: 'sqs',
      resource: queue,
      encryptionContext: { 'aws:sqs:arn': queue.arn },
      refused: error =>
        new AwsError(kmsCode(error, 'Kms'), 400, kmsText(error)),
    },
    actions,
  );
}
