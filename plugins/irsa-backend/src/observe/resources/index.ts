import { grantId, mayBeEncrypted } from '@backstage-irsa/core/grants';
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
import { kms, readKey, readKeyGrants, readKeyPolicy } from './keys';
import { lambda } from './lambda';
import { s3 } from './s3';
import { secretsmanager } from './secretsmanager';
import { sns } from './sns';
import { sqs } from './sqs';
import type { ResourcePlace, ResourceReader } from './types';

export type { ResourcePlace } from './types';

/** The services whose resources are read, by their IAM prefix. Adding one is adding a file. */
const readers: ReadonlyMap<string, ResourceReader> = new Map(
  Object.entries({
    ...{ dynamodb, ecr, events, kms, lambda, s3, secretsmanager, sns, sqs },
  }),
);

/** Resources of one spec whose encryption is read at most: a person waits for it. */
const MOST = 10;

/** The policy of a resource. */
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

/** A resource as its own account shows it: the first of those that may be asked. Others cannot read its policy, so that the one that can owns it. */
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
  const grants = readers.get(named.service)?.grants;
  return {
    ...(policy.state !== 'unknown' && { accountId }),
    policy,
    ...(grants && {
      keyGrants: await grants(aws, { accountId, region }, named.name),
    }),
    encryption: await readEncryption(aws, home, named),
  };
}

/** The KMS key of a customer that encrypts a resource, with the key's policy, or which key AWS manages for it. */
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
    const { bucketKey = false } = named.value;
    const ownHome = { accountId, region: named.value.region ?? region };
    const key = await readKey(aws, ownHome, { service, ...named.value });
    if (key.state !== 'found') return key;
    const [keyPolicy, keyGrants] = await Promise.all([
      readKeyPolicy(aws, key.value),
      readKeyGrants(aws, key.value),
    ]);
    return found({ keyArn: key.value.arn, bucketKey, keyPolicy, keyGrants });
  });
}

/** Reads the encryption of each resource once, for whatever purposes it is asked for. */
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

  /** Of what grants of a role of the account name. */
  ofGrants(accountId: string, grants: Grant[]): Promise<ObservedResource[]> {
    const { accountId: own, region } = this.#config;
    const place = { accountIds: [...new Set([accountId, own])], region };
    return Promise.all(
      [...grantedResources(grants)].map(async ([id, resource]) => ({
        id,
        encryption: await this.of(place, resource),
      })),
    );
  }
}

/** What a key may encrypt of what grants name, by `grantId`: so many of it that a person can wait for them. */
export function grantedResources(
  grants: Grant[],
): Map<string, { service: string; name: string }> {
  const all = grants
    .filter(mayBeEncrypted)
    .map(({ service, resource: name }) => ({ service, name }));
  const byId = new Map(
    all.map(one => [
      grantId({ service: one.service, resource: one.name }),
      one,
    ]),
  );
  return new Map([...byId].slice(0, MOST));
}
