import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  grantDefinitions,
  grantId,
  mayBeEncrypted,
  type GrantContext,
  type GrantKeys,
  type ResourceKey,
} from '../grants';
import { grantKeyStatement, readsEarlierData } from '../grants/utils/keyUse';
import { unknown, type Observation } from '../model/observation';
import type { ObservedEncryption, ObservedResource } from '../model/observed';
import type { Grant } from '../model/types';
import { sameDocument } from './sameDocument';

/** The KMS keys that the policy of the grants must allow, and notes about them. */
export interface PlannedKeys {
  keys: GrantKeys;
  /** Notes as parts of a sentence, such as `with KMS key arn:… of bucket orders`. */
  notes: string[];
}

const NOT_READ = unknown<ObservedEncryption>('it was not read');

/** Describes the resource of a grant, such as `bucket orders`. */
function nameOf({ service, resource }: Grant): string {
  const { resourceLabel = service } = grantDefinitions.get(service) ?? {};
  return `${resourceLabel} ${resource}`;
}

/** Returns the KMS keys that the current policy allows for a grant, as earlier plans wrote it. */
function keysInPolicy(
  grant: Grant,
  present: PolicyDocument | undefined,
  context: GrantContext,
): ResourceKey[] {
  return [present?.Statement ?? []].flat().flatMap(statement => {
    const { Resource: keyArn } = statement;
    if (typeof keyArn !== 'string') return [];
    const key = [false, true]
      .map(bucketKey => ({ keyArn, bucketKey }))
      .find(one => {
        const written = grantKeyStatement(grant, one, context);
        return written && sameDocument(policyOf(statement), policyOf(written));
      });
    return key ?? [];
  });
}

/** Returns the keys that grants for reading the same resource got before and that the current key does not include. */
function earlierKeys(
  grant: Grant,
  current: ResourceKey | undefined,
  ...[present, context]: [PolicyDocument | undefined, GrantContext]
): ResourceKey[] {
  const { access = {} } = grantDefinitions.get(grant.service) ?? {};
  const found = Object.keys(access)
    .map(one => ({ ...grant, access: one }))
    .filter(readsEarlierData)
    .flatMap(one => keysInPolicy(one, present, context))
    .filter(
      ({ keyArn, bucketKey }) =>
        keyArn !== current?.keyArn || (bucketKey && !current.bucketKey),
    )
    .map(key => ({ ...key, isEarlier: true as const }));
  return distinct(found);
}

function distinct(keys: ResourceKey[]): ResourceKey[] {
  return [...new Map(keys.map(key => [JSON.stringify(key), key])).values()];
}

function policyOf(statement: PolicyDocument['Statement']): PolicyDocument {
  return { Version: '2012-10-17', Statement: statement };
}

function noteOf(
  grant: Grant,
  encryption: Observation<ObservedEncryption>,
  kept: ResourceKey | undefined,
): string[] {
  if (encryption.state === 'absent') return [];
  if (encryption.state === 'found') {
    return [`with KMS key ${encryption.value.keyArn} of ${nameOf(grant)}`];
  }
  const { reason, right, remediation } = encryption;
  const why =
    right === undefined || remediation !== undefined
      ? reason.replace(/\.$/, '')
      : `${right} is missing`;
  return [
    kept
      ? `with KMS key ${kept.keyArn} of ${nameOf(
          grant,
        )} as before, since its encryption is not known: ${why}`
      : `without a KMS key of ${nameOf(
          grant,
        )}, whose encryption is not known: ${why}`,
  ];
}

/**
 * Returns the KMS keys that encrypt the resources of grants. If the encryption could not be read, the key of the current policy stays, so that one
 * failed read does not remove the key from a working service. The same applies to earlier keys of a bucket, because its objects keep them.
 */
export function plannedKeys(
  grants: Grant[],
  resources: ObservedResource[],
  present: PolicyDocument | undefined,
  context: GrantContext,
): PlannedKeys {
  const keys = new Map<string, ResourceKey[]>();
  const notes = new Set<string>();
  for (const grant of grants.filter(mayBeEncrypted)) {
    const id = grantId(grant);
    const encryption =
      resources.find(one => one.id === id)?.encryption ?? NOT_READ;
    const [kept] =
      encryption.state === 'unknown'
        ? keysInPolicy(grant, present, context)
        : [];
    const key = encryption.state === 'found' ? encryption.value : kept;
    const current = key && { keyArn: key.keyArn, bucketKey: key.bucketKey };
    const earlier = readsEarlierData(grant)
      ? earlierKeys(grant, current, present, context)
      : [];
    // Another grant for the same resource has possibly found keys already.
    const all = [
      ...(keys.get(id) ?? []),
      ...(current ? [current] : []),
      ...earlier,
    ];
    if (all.length > 0) keys.set(id, distinct(all));
    noteOf(grant, encryption, kept).forEach(note => notes.add(note));
    for (const { keyArn } of earlier) {
      notes.add(
        `with KMS key ${keyArn} of ${nameOf(
          grant,
        )} as before, since older objects are encrypted with it`,
      );
    }
  }
  return { keys, notes: [...notes] };
}
