import { formatArn } from '../arn/arn';
import { partitionOf } from '../arn/partition';
import { type IamServiceAccountSpec } from './types';
import type { ClusterConfig } from './config';
import { hashPartsHex } from './hash';

/** The maximum length of a role name, in characters. Source: "IAM and AWS STS quotas", IAM User Guide. */
export const ROLE_NAME_LENGTH = 64;

const HASH_LENGTH = 10;

/** Returns the ARN of the cluster, derived from its configuration. */
export function clusterArn(
  cluster: Pick<ClusterConfig, 'accountId' | 'region' | 'eksName'>,
): string {
  return formatArn({
    partition: partitionOf(cluster.region).id,
    service: 'eks',
    region: cluster.region,
    accountId: cluster.accountId,
    resource: `cluster/${cluster.eksName}`,
  });
}

/** Returns the default name of the role and its policy: the ServiceAccount's name, shortened to fit, and a hash. */
export function roleNameOf(
  cluster: ClusterConfig,
  namespace: string,
  name: string,
): string {
  const hash = hashPartsHex([clusterArn(cluster), namespace, name]).slice(
    0,
    HASH_LENGTH,
  );
  return `${name.slice(0, ROLE_NAME_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}

/** Checks whether a role name ends like a generated one. IAM ignores letter case in names. */
export function looksGenerated(roleName: string): boolean {
  return new RegExp(`-[0-9a-f]{${HASH_LENGTH}}$`, 'i').test(roleName);
}

/** Returns the account of the role that pods get: the account of the spec, or else the cluster's. */
export function roleAccountOf(
  spec: Pick<IamServiceAccountSpec, 'accountId'>,
  cluster: Pick<ClusterConfig, 'accountId'>,
): string {
  return spec.accountId ?? cluster.accountId;
}

/** Checks whether EKS Pod Identity needs a pod role: an association can name only a role of the cluster's account, from which EKS assumes another. */
export function needsPodRole(
  spec: Pick<IamServiceAccountSpec, 'accountId' | 'mechanism'>,
  cluster: Pick<ClusterConfig, 'accountId'>,
): boolean {
  return (
    spec.mechanism === 'pod-identity' &&
    roleAccountOf(spec, cluster) !== cluster.accountId
  );
}

/** Returns the ARN of a role or customer managed policy in an account, in the partition of the region. */
export function iamArn(
  { region, accountId }: Pick<ClusterConfig, 'region' | 'accountId'>,
  kind: 'role' | 'policy',
  path: string,
  name: string,
): string {
  return formatArn({
    partition: partitionOf(region).id,
    service: 'iam',
    region: '',
    accountId,
    resource: `${kind}${path}${name}`,
  });
}
