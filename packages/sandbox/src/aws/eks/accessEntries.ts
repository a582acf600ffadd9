import { randomUUID } from 'node:crypto';
import type {
  AccessEntry,
  AssociatedAccessPolicy,
  Cluster,
} from '../../state/cluster';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { clusterArn, seconds, visibleClusters } from './clusters';
import { resourceNotFound } from './errors';
import type { EksInput, JsonValue } from './operation';
import { resourceTagContext } from './tagging';

const PRINCIPAL = /^arn:[\w-]+:iam::(\d{12}):(role|user)\/(\S+)$/;

/** Adds an access entry, which gives an IAM principal access to a cluster as the Kubernetes user and groups in `wish`. */
export function addAccessEntry(
  cluster: Cluster,
  principalArn: string,
  wish: Partial<AccessEntry>,
  at: Date,
): AccessEntry {
  const entry: AccessEntry = {
    arn: `${entryArnPrefix(cluster.arn, principalArn)}${randomUUID()}`,
    type: 'STANDARD',
    username: principalArn,
    groups: [],
    createdAt: at,
    modifiedAt: at,
    tags: {},
    policies: new Map(),
    ...wish,
  };
  cluster.accessEntries.set(principalArn, entry);
  return entry;
}

/**
 * Returns the prefix of an access entry's ARN, `…:access-entry/<cluster>/<role or user>/<account>/<name>/`. A UUID follows it ("Actions, resources,
 * and condition keys for Amazon EKS").
 */
function entryArnPrefix(arn: string, principalArn: string): string {
  const [, accountId = '', kind = '', name = ''] =
    PRINCIPAL.exec(principalArn) ?? [];
  return arn.replace(
    /:cluster\/(.*)$/,
    `:access-entry/$1/${kind}/${accountId}/${name.split('/').pop()}/`,
  );
}

/** Checks whether an ARN belongs to a principal that can have an access entry: a role or user. */
export function isPrincipalArn(arn: string): boolean {
  return PRINCIPAL.test(arn);
}

/** Returns the access entry of a principal. Throws `ResourceNotFoundException`. */
export function requireAccessEntry(
  cluster: Cluster,
  principalArn: string,
): AccessEntry {
  const entry = cluster.accessEntries.get(principalArn);
  if (!entry) {
    throw resourceNotFound(
      `The specified principalArn could not be found: ${principalArn}`,
    );
  }
  return entry;
}

/** Returns the access for an action on an access entry, which need not exist. */
export function accessEntryAccess(
  action: string,
  { path }: EksInput,
  context: OperationContext,
  keys: Record<string, string | string[]> = {},
): Access {
  const entry = visibleClusters(context)
    .find(({ name }) => name === path.name)
    ?.accessEntries.get(path.principal);
  const prefix = entryArnPrefix(clusterArn(path.name, context), path.principal);
  return {
    action,
    resource: entry?.arn ?? `${prefix}*`,
    context: {
      ...resourceTagContext(entry?.tags ?? {}),
      'eks:principalArn': path.principal,
      ...(entry && entryContext(entry)),
      ...keys,
    },
  };
}

/** Returns the condition keys that describe an access entry. */
export function entryContext({
  type,
  username,
  groups,
}: Pick<AccessEntry, 'type' | 'username' | 'groups'>): Record<
  string,
  string | string[]
> {
  return {
    'eks:accessEntryType': type,
    'eks:username': username,
    'eks:kubernetesGroups': groups,
  };
}

export function accessEntryJson(
  cluster: Cluster,
  principalArn: string,
  entry: AccessEntry,
): JsonValue {
  return {
    clusterName: cluster.name,
    principalArn,
    kubernetesGroups: entry.groups,
    accessEntryArn: entry.arn,
    createdAt: seconds(entry.createdAt),
    modifiedAt: seconds(entry.modifiedAt),
    tags: entry.tags,
    username: entry.username,
    type: entry.type,
  };
}

export function associatedPolicyJson(
  policyArn: string,
  { namespaces, associatedAt, modifiedAt }: AssociatedAccessPolicy,
): JsonValue {
  return {
    policyArn,
    accessScope: {
      type: namespaces ? 'namespace' : 'cluster',
      namespaces: namespaces ?? [],
    },
    associatedAt: seconds(associatedAt),
    modifiedAt: seconds(modifiedAt),
  };
}
