import { formatArn, parseArn, partitionOf } from '@backstage-irsa/core/arn';
import {
  absent,
  found,
  optionalText,
  readDocument,
  textOf,
  unknown,
  type EncryptionReading,
  type KeyGrant,
  type Observation,
  type ObservedDocument,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { listOf } from '../organization/ask';
import { readAws } from '../read';
import { readGrant } from './keyGrant';
import type { Home, NamedKey, ResourceReader } from './types';

/** Grants per page. Source: "ListGrants", AWS KMS API Reference. */
const PAGE = 100;

/** The maximum number of pages of grants. A service's key may have one grant per disk. If a key has more pages, its grants are unknown. */
const MOST_PAGES = 10;

/** Matches a key ID. The ID of a multi-Region key begins with `mrk-`. */
const KEY_ID = /^[\w-]{1,64}$/;

/** Matches an alias. Source: "Aliases", AWS KMS Developer Guide. */
const ALIAS = /^alias\/[\w/-]{1,250}$/;

/** Matches keys that AWS manages for a service. Such a key permits everybody in the account who may use the service. */
const AWS_MANAGED = /(^|:)alias\/aws\//;

/** A key with its account and region. */
export interface PlacedKey extends Home {
  arn: string;
}

/** A key and its state. */
interface DescribedKey extends PlacedKey {
  state: Observation<string>;
}

/** Returns the key that a resource names. A bare ID or alias is in the resource's own account and region. Undefined if it is neither. */
function placeOf(
  keyId: string,
  home: Home,
): { key: PlacedKey; isAlias: boolean } | undefined {
  const arn = parseArn(keyId);
  const name = arn ? arn.resource : keyId;
  const id = /^key\/(.+)$/.exec(name)?.[1] ?? (arn ? '' : keyId);
  const isAlias = ALIAS.test(name);
  if (!isAlias && !KEY_ID.test(id)) return undefined;
  if (arn) {
    const { service, accountId, region } = arn;
    return service === 'kms' && region !== '' && /^\d{12}$/.test(accountId)
      ? { key: { arn: keyId, accountId, region }, isAlias }
      : undefined;
  }
  const { accountId, region } = home;
  const resource = isAlias ? keyId : `key/${id}`;
  const partition = partitionOf(region).id;
  return {
    key: {
      ...{ accountId, region },
      arn: formatArn({
        ...{ partition, service: 'kms', accountId, region, resource },
      }),
    },
    isAlias,
  };
}

/**
 * Returns the customer managed key that a resource of a service names. Absent for an AWS managed key, for which nobody in the account needs a
 * permission.
 */
export async function readKey(
  aws: AwsClients,
  home: Home,
  { service, keyId, mayBeManaged = false }: NamedKey & { service: string },
): Promise<EncryptionReading<DescribedKey>> {
  const place = keyId === undefined ? undefined : placeOf(keyId, home);
  if (keyId === undefined || AWS_MANAGED.test(keyId)) {
    return managedKey(service, {
      home: place?.key ?? home,
      // S3 looks up anything other than an ARN in the uploader's account.
      ofUploader: service === 's3' && !parseArn(keyId ?? ''),
    });
  }
  if (!place) {
    return unknown(
      `It names the KMS key ${keyId}, which is not the ID, alias or ARN of a key.`,
    );
  }
  const described = await describeKey(aws, place.key, service);
  // The ARN alone is enough to read the policy and the grants of the key.
  return described.state === 'unknown' && !place.isAlias && !mayBeManaged
    ? found({ ...place.key, state: described })
    : described;
}

/** Returns the AWS managed key of a service. Source: "Using SSE-KMS encryption for cross-account operations", Amazon S3 User Guide. */
function managedKey(
  service: string,
  { home, ofUploader = false }: { home: Home; ofUploader?: boolean },
): EncryptionReading<DescribedKey> {
  const { accountId, region } = home;
  const partition = partitionOf(region).id;
  const resource = `alias/aws/${service}`;
  const arn = formatArn({
    ...{ partition, service: 'kms', accountId, region, resource },
  });
  return {
    state: 'absent',
    awsManagedKey: { arn, ...(ofUploader && { ofUploader }) },
  };
}

function readMetadata(
  aws: AwsClients,
  { arn, ...home }: PlacedKey,
): Promise<Observation<{ arn: string; isManaged: boolean; keyState: string }>> {
  return readAws('kms:DescribeKey', async () => {
    const answer = await aws.json('kms', home, 'DescribeKey', { KeyId: arn });
    const metadata = Object(Reflect.get(answer, 'KeyMetadata'));
    return {
      arn: textOf(Reflect.get(metadata, 'Arn')),
      isManaged: Reflect.get(metadata, 'KeyManager') === 'AWS',
      keyState: textOf(Reflect.get(metadata, 'KeyState')),
    };
  });
}

async function describeKey(
  aws: AwsClients,
  placed: PlacedKey,
  service: string,
): Promise<EncryptionReading<DescribedKey>> {
  const { arn, ...home } = placed;
  const described = await readMetadata(aws, placed);
  if (described.state === 'absent') {
    return unknown(
      `It names the KMS key ${arn}, which does not exist in that account and region.`,
    );
  }
  if (described.state === 'unknown') return described;
  const { isManaged, keyState } = described.value;
  if (isManaged) return managedKey(service, { home });
  const place = placeOf(described.value.arn, home);
  return place && !place.isAlias
    ? found({ ...place.key, state: found(keyState) })
    : unknown(`KMS describes ${arn} without the ARN of a key.`);
}

/** Reads KMS keys as resources. */
export const kms: ResourceReader = {
  policy: async (aws, home, name) => {
    const place = placeOf(name, home);
    return place ? readKeyPolicy(aws, place.key) : absent();
  },
  keyItself: async (aws, home, name) => {
    const place = placeOf(name, home);
    if (!place) return {};
    const [keyGrants, metadata] = await Promise.all([
      readKeyGrants(aws, place.key),
      readMetadata(aws, place.key),
    ]);
    return {
      keyGrants,
      keyState:
        metadata.state === 'found' ? found(metadata.value.keyState) : metadata,
    };
  },
  key: async (_aws, _home, keyId) => found({ keyId }),
};

/** Reads the policy of a key, which only the key's own account may read. */
export function readKeyPolicy(
  aws: AwsClients,
  { arn, ...home }: PlacedKey,
): Promise<Observation<ObservedDocument>> {
  return readAws('kms:GetKeyPolicy', async () => {
    const input = { KeyId: arn, PolicyName: 'default' };
    const answer = await aws.json('kms', home, 'GetKeyPolicy', input);
    return readDocument(textOf(Reflect.get(answer, 'Policy')), 'resource');
  });
}

/** Reads the grants of a key to users and roles. */
export async function readKeyGrants(
  aws: AwsClients,
  { arn, ...home }: PlacedKey,
): Promise<Observation<KeyGrant[]>> {
  const read = await readAws('kms:ListGrants', async () => {
    const grants: KeyGrant[] = [];
    let marker: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await aws.json('kms', home, 'ListGrants', {
        ...{ KeyId: arn, Limit: PAGE },
        ...(marker !== undefined && { Marker: marker }),
      });
      grants.push(...listOf(answer, 'Grants').flatMap(readGrant));
      marker = optionalText(Reflect.get(answer, 'NextMarker'));
      if (marker === undefined) return grants;
    }
    return undefined;
  });
  if (read.state !== 'found') return read;
  return read.value
    ? found(read.value)
    : unknown(
        `KMS key ${arn} has more than ${
          PAGE * MOST_PAGES
        } grants, which are not read.`,
      );
}
