import { grantId, needsKey } from '@backstage-irsa/core/grants';
import {
  absent,
  found,
  type ClusterConfig,
  type EncryptionReading,
  type Grant,
  type ObservedResource,
  type ResourcePolicyReading,
} from '@backstage-irsa/core/model';
import type { ReadResource } from '@backstage-irsa/core/permissions';
import type { AwsClients } from '../aws/AwsClients';
import { dynamodb } from './dynamodb';
import { ecr } from './ecr';
import { events } from './events';
import { firstKnown } from './firstKnown';
import { kinesis } from './kinesis';
import { kms, readKey, readKeyGrants, readKeyPolicy } from './keys';
import { lambda } from './lambda';
import { s3 } from './s3';
import { secretsmanager } from './secretsmanager';
import { sns } from './sns';
import { sqs } from './sqs';
import { states } from './states';
import type { Home, NamedKey, ResourcePlace, ResourceReader } from './types';

export type { ResourcePlace } from './types';

/** The readers of resources, by IAM service prefix. To add a service, add a file. */
const readers: ReadonlyMap<string, ResourceReader> = new Map(
  Object.entries({
    ...{ dynamodb, ecr, events, kinesis, kms, lambda, s3, secretsmanager },
    ...{ sns, sqs, states },
  }),
);

/** The maximum number of resources of one spec whose encryption is read, because a user waits for the result. */
const MOST = 10;

/** Reads the policy of a resource. */
export function readPolicy(
  aws: AwsClients,
  { accountIds, region }: ResourcePlace,
  { service, name }: { service: string; name: string },
): Promise<ResourcePolicyReading> {
  const reader = readers.get(service);
  return firstKnown(accountIds, async accountId =>
    reader ? reader.policy(aws, { accountId, region }, name) : absent(),
  );
}

/**
 * Reads a resource in its own account, trying one account after the other. Other accounts cannot read its policy, so the account that can is the
 * owner.
 */
export async function readResource(
  aws: AwsClients,
  { accountIds: [accountId, ...others], region }: ResourcePlace,
  named: { service: string; name: string },
): Promise<ReadResource> {
  const home = { accountIds: [accountId], region };
  const policy = await readPolicy(aws, home, named);
  if (policy.state === 'unknown' && others.length > 0) {
    const place = { accountIds: others, region };
    const elsewhere = await readResource(aws, place, named);
    if (elsewhere.policy.state !== 'unknown') return elsewhere;
  }
  if (policy.isMissing) return { policy, encryption: absent() };
  const reader = readers.get(named.service);
  return {
    ...(policy.state !== 'unknown' && { accountId }),
    policy,
    ...(reader?.keyItself
      ? {
          ...(await reader.keyItself(aws, { accountId, region }, named.name)),
          encryption: absent(),
        }
      : { encryption: await readEncryption(aws, home, named) }),
  };
}

/** Reads the customer managed KMS key that encrypts a resource or is the resource, with the key's policy, or returns which key AWS manages for it. */
export function readEncryption(
  aws: AwsClients,
  { accountIds, region }: ResourcePlace,
  { service, name }: { service: string; name: string },
): Promise<EncryptionReading> {
  const reader = readers.get(service);
  return firstKnown(accountIds, async accountId => {
    const home = { accountId, region };
    const named = reader?.key
      ? await reader.key(aws, home, name)
      : absent<never>();
    if (named.state !== 'found') return named;
    return readNamedKey(aws, home, { service, ...named.value });
  });
}

/** Reads a customer managed key with its policy and grants, or returns which key AWS manages. */
async function readNamedKey(
  aws: AwsClients,
  { accountId, region }: Home,
  named: NamedKey & { service: string },
): Promise<EncryptionReading> {
  const home = { accountId, region: named.region ?? region };
  const key = await readKey(aws, home, named);
  if (key.state !== 'found') return key;
  const [keyPolicy, keyGrants] = await Promise.all([
    readKeyPolicy(aws, key.value),
    readKeyGrants(aws, key.value),
  ]);
  const { arn: keyArn, state: keyState } = key.value;
  const { bucketKey = false } = named;
  return found({ keyArn, bucketKey, keyPolicy, keyGrants, keyState });
}

/** Reads the encryption of each resource once, however many callers need it. */
export class EncryptionReader {
  readonly #aws: AwsClients;
  readonly #config: Pick<ClusterConfig, 'accountId' | 'region'>;
  readonly #answers = new Map<string, Promise<EncryptionReading>>();

  constructor(
    aws: AwsClients,
    config: Pick<ClusterConfig, 'accountId' | 'region'>,
  ) {
    this.#aws = aws;
    this.#config = config;
  }

  of(
    place: ResourcePlace,
    resource: { service: string; name: string },
  ): Promise<EncryptionReading> {
    const key = JSON.stringify([place, resource]);
    const answer =
      this.#answers.get(key) ?? readEncryption(this.#aws, place, resource);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Reads the encryption of the resources that a role's grants name. The role belongs to the given account. */
  ofGrants(accountId: string, grants: Grant[]): Promise<ObservedResource[]> {
    const { accountId: own, region } = this.#config;
    const place = { accountIds: [...new Set([accountId, own])], region };
    return Promise.all(
      [...grantedResources(grants)].map(async ([id, resource]) => ({
        id,
        // A grant names a key of the role's own account.
        encryption: await this.of(
          resource.service === 'kms'
            ? { accountIds: [accountId], region }
            : place,
          resource,
        ),
      })),
    );
  }
}

/** Returns the keys that grants name, and the resources that a key may encrypt, by `grantId`, up to the maximum that a user can wait for. */
export function grantedResources(
  grants: Grant[],
): Map<string, { service: string; name: string }> {
  const all = grants
    .filter(needsKey)
    .map(({ service, resource: name }) => ({ service, name }));
  const byId = new Map(
    all.map(one => [
      grantId({ service: one.service, resource: one.name }),
      one,
    ]),
  );
  return new Map([...byId].slice(0, MOST));
}
