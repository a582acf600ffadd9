import { formatArn } from '../arn/arn';
import { partitionOf } from '../arn/partition';
import { type IamServiceAccountSpec } from './types';
import type { ClusterConfig } from './config';
import { hashPartsHex } from './hash';

/** Longest name of a role, in characters. Source: "IAM and AWS STS quotas", IAM User Guide. */
export const ROLE_NAME_LENGTH = 64;

const HASH_LENGTH = 10;

/** The ARN of the cluster, which follows from its configuration alone. */
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

/** The name of the role and of its policy: as much of the ServiceAccount's name as fits, and always a hash. */
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

/** Whether a name ends as those that are made for ServiceAccounts. IAM does not tell letter case apart in names. */
export function looksGenerated(roleName: string): boolean {
  return new RegExp(`-[0-9a-f]{${HASH_LENGTH}}$`, 'i').test(roleName);
}

/** The account of the role that pods get: as asked, or the cluster's. */
export function roleAccountOf(
  spec: Pick<IamServiceAccountSpec, 'accountId'>,
  cluster: Pick<ClusterConfig, 'accountId'>,
): string {
  return spec.accountId ?? cluster.accountId;
}

/** Whether EKS Pod Identity has to come to the role by one of the cluster's account: it hands out no others. */
export function needsPodRole(
  spec: Pick<IamServiceAccountSpec, 'accountId' | 'mechanism'>,
  cluster: Pick<ClusterConfig, 'accountId'>,
): boolean {
  return (
    spec.mechanism === 'pod-identity' &&
    roleAccountOf(spec, cluster) !== cluster.accountId
  );
}

/** The ARN of a role or customer managed policy in an account, in the partition of the region. */
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
