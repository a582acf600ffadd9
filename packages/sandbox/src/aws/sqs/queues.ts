import type { Access } from '../../state/calls';
import type { Queue } from '../../state/resources';
import type { World } from '../../state/world';
import { shownPolicy, takePolicy } from '../access/policyPrincipals';
import { type JsonInput, requiredText } from '../json/fields';
import type { JsonContext } from '../json/operation';
import { type KeyAction, kmsText, requireKeyUse } from '../kms/keyUse';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** The ARN of the queue of `QueueUrl`, whose path is `/<account>/<name>`. Throws `InvalidAddress`. */
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

/** Permission for an action on the queue of `QueueUrl`. */
export function queueAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  return { action: `sqs:${operation}`, resource: namedQueue(input, context) };
}

/** The queue of `QueueUrl`. Throws `QueueDoesNotExist`. */
export function requireQueue(
  input: JsonInput,
  context: OperationContext,
): Queue {
  return queueOf(context.world, namedQueue(input, context));
}

/** Throws `QueueDoesNotExist`. */
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

/** What every queue has, and the attributes that can be set beside policy and encryption, with their defaults. */
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

/** All attributes of a queue as SQS shows them; those that it has not are left out. */
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

/** Sets attributes of a queue; an empty policy or key removes that. Throws `InvalidAttributeName`, `InvalidAttributeValue`. */
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
 * Throws `KmsAccessDenied` unless the caller may use the key.
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
        new AwsError(
          error.code === 'AccessDeniedException'
            ? 'KmsAccessDenied'
            : 'KmsNotFound',
          400,
          kmsText(error),
        ),
    },
    actions,
  );
}
