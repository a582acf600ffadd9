import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  grantDefinitions,
  grantId,
  mayBeEncrypted,
  type GrantContext,
  type GrantKeys,
  type ResourceKey,
} from '../grants';
import { grantKeyStatement } from '../grants/utils/keyUse';
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

/** Returns the KMS key that the current policy allows for a grant, as an earlier plan wrote it. */
function keyInPolicy(
  grant: Grant,
  present: PolicyDocument | undefined,
  context: GrantContext,
): ResourceKey | undefined {
  for (const statement of [present?.Statement ?? []].flat()) {
    const { Resource: keyArn } = statement;
    if (typeof keyArn !== 'string') continue;
    for (const bucketKey of [false, true]) {
      const written = grantKeyStatement(grant, { keyArn, bucketKey }, context);
      if (written && sameDocument(policyOf(statement), policyOf(written))) {
        return { keyArn, bucketKey };
      }
    }
  }
  return undefined;
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
 * failed read does not remove the key from a working service.
 */
export function plannedKeys(
  grants: Grant[],
  resources: ObservedResource[],
  present: PolicyDocument | undefined,
  context: GrantContext,
): PlannedKeys {
  const keys = new Map<string, ResourceKey>();
  const notes = new Set<string>();
  for (const grant of grants.filter(mayBeEncrypted)) {
    const id = grantId(grant);
    const encryption =
      resources.find(one => one.id === id)?.encryption ?? NOT_READ;
    const kept =
      encryption.state === 'unknown'
        ? keyInPolicy(grant, present, context)
        : undefined;
    const key = encryption.state === 'found' ? encryption.value : kept;
    if (key) {
      const { keyArn, bucketKey } = key;
      keys.set(id, { keyArn, bucketKey });
    }
    noteOf(grant, encryption, kept).forEach(note => notes.add(note));
  }
  return { keys, notes: [...notes] };
}
