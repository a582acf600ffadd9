import { parseArn } from '@backstage-irsa/core/arn';
import { addKey } from '../aws/kms/customerKeys';
import { newResource, type Place } from '../aws/newResource';
import { defaultPolicy } from '../aws/sns/topics';
import type { Account } from '../state/account';
import type { Resource } from '../state/resources';
import type { World } from '../state/world';
import { policyText, type StatementText } from './iam';
import { policiesOf } from './permissions';

/** The properties of a resource to create. */
interface ResourceWish {
  kind:
    | 'queue'
    | 'topic'
    | 'secret'
    | 'table'
    | 'stream'
    | 'state-machine'
    | 'event-bus';
  name: string;
  /** The ID of the KMS key. */
  keyId?: string;
}

/** Adds a resource as the AWS operation that creates it would. */
export function addResource(
  world: World,
  place: Place,
  wish: ResourceWish,
): Resource {
  const resource = makeResource(place, wish);
  world.resources.set(resource.arn, resource);
  return resource;
}

function makeResource(
  place: Place,
  { kind, ...named }: ResourceWish,
): Resource {
  switch (kind) {
    case 'queue':
      return {
        ...newResource(place, { kind, ...named }),
        isManagedSse: named.keyId === undefined,
        attributes: new Map(),
        messages: [],
      };
    case 'topic': {
      const topic = newResource(place, { kind, ...named });
      return { ...topic, policy: defaultPolicy(topic), attributes: new Map() };
    }
    case 'secret':
      return {
        ...newResource(place, { kind, ...named }),
        versions: [{ id: 'first', value: 'sandbox', createdAt: place.at }],
      };
    case 'table':
      return {
        ...newResource(place, { kind, ...named }),
        keyNames: ['id'],
        items: new Map(),
      };
    case 'stream':
      return { ...newResource(place, { kind, ...named }), records: [] };
    case 'state-machine':
      return {
        ...newResource(place, { kind, ...named }),
        definition: '{}',
        roleArn: `arn:${place.account.partition}:iam::${place.account.id}:role/states`,
        executions: new Map(),
      };
    default:
      return newResource(place, { kind, ...named });
  }
}

/** The ARN patterns of the resources that the company's policies name, with their kinds. */
const FORMS: [pattern: RegExp, kind: ResourceWish['kind']][] = [
  [/^sqs:([\w-]+)$/, 'queue'],
  [/^sns:([\w-]+)$/, 'topic'],
  [/^secretsmanager:secret:([\w/-]+)-\*$/, 'secret'],
  [/^dynamodb:table\/([\w-]+)$/, 'table'],
];

/** Adds the queues, topics, secrets, and tables that the roles of an account are allowed to use. */
export function addNamedResources(
  world: World,
  account: Account,
  at: Date,
): void {
  const arns = [...account.roles.values()]
    .flatMap(role => policiesOf({ account, role }))
    .flatMap(({ statements }) => statements)
    .flatMap(({ Effect, Resource = [] }: StatementText) =>
      Effect === 'Allow' ? Resource : [],
    );
  for (const text of new Set(arns)) {
    const arn = parseArn(text);
    if (arn?.accountId !== account.id) continue;
    for (const [pattern, kind] of FORMS) {
      const name = pattern.exec(`${arn.service}:${arn.resource}`)?.[1];
      if (name !== undefined) {
        addResource(world, { account, region: arn.region, at }, { kind, name });
      }
    }
  }
}

/**
 * Adds the payments team's resources that are encrypted with its own keys. One key delegates access to IAM and encrypts a queue, a topic, a secret, a
 * table, and a bucket. The other key admits only key administrators and encrypts an archive.
 */
export function addEncryptedResources(
  world: World,
  place: Place & { account: Account },
): void {
  const { account, region, at } = place;
  const key = addKey(account, {
    ...{ region, createdAt: at },
    description: 'Payments',
    aliases: ['alias/payments'],
  });
  const keyId = key.arn;
  for (const wish of [
    { kind: 'queue', name: 'payments-events' },
    { kind: 'topic', name: 'payments-alerts' },
    { kind: 'secret', name: 'payments-gateway' },
    { kind: 'table', name: 'payments-refunds' },
  ] as const) {
    addResource(world, place, { ...wish, keyId });
  }
  addEncryptedBucket(world, place, { name: 'payments-receipts', keyId });
  const closed = addKey(account, {
    ...{ region, createdAt: at },
    description: 'Archive of payments',
    aliases: ['alias/payments-archive'],
    policy: policyText({
      Sid: 'KeyAdministrators',
      Effect: 'Allow',
      Principal: {
        AWS: `arn:${account.partition}:iam::${account.id}:user/administrator`,
      },
      Action: 'kms:*',
      Resource: '*',
    }),
  });
  addEncryptedBucket(world, place, {
    name: 'payments-archive',
    keyId: closed.arn,
  });
}

function addEncryptedBucket(
  world: World,
  { account, region, at }: Place,
  { name, keyId }: { name: string; keyId: string },
): void {
  world.buckets.set(name, {
    ...{ name, region, accountId: account.id, createdAt: at },
    encryption: { algorithm: 'aws:kms', keyId, bucketKey: true },
    objects: new Map(),
  });
}
