import { parseRoleArn } from '@backstage-irsa/plugin-irsa-common';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterConfig } from '../config/types';
import { IamReader } from './IamReader';
import { absent, type Observation } from './observation';
import { readQuotas } from './quotas';
import { readPolicies, readRolePolicies } from './roles';
import type {
  ObservedPodRole,
  ObservedPolicy,
  ObservedRolePolicies,
} from './types';
import { whereOf } from './where';

/** A role by its ARN, read in its own account. One of that name under another path is another role. */
export async function readRoleOf(
  aws: AwsClients,
  config: ClusterConfig,
  arn: string,
): Promise<ObservedRolePolicies> {
  const { accountId = config.accountId, name = '' } = parseRoleArn(arn) ?? {};
  const iam = new IamReader(
    aws.iam(accountId, config.region),
    whereOf(accountId, config),
  );
  const read = await readRolePolicies(iam, name);
  return read.role.state === 'found' && read.role.value.arn !== arn
    ? {
        role: absent(),
        attachedPolicies: absent(),
        inlinePolicies: absent(),
        permissionsBoundary: absent(),
      }
    : read;
}

/** The pod role that a plan is about, as IAM has its name, and the boundary that it is to have. */
export async function readPodRole(
  aws: AwsClients,
  config: ClusterConfig,
  { arn, boundaryArn }: { arn: string; boundaryArn?: string },
): Promise<{
  podRole: ObservedPodRole;
  boundary: Record<string, Observation<ObservedPolicy>>;
}> {
  const client = aws.iam(config.accountId, config.region);
  const iam = new IamReader(client, whereOf(config.accountId, config));
  const [read, quotas, boundary] = await Promise.all([
    readRolePolicies(iam, parseRoleArn(arn)?.name ?? ''),
    readQuotas(client),
    readPolicies(iam, boundaryArn === undefined ? [] : [boundaryArn]),
  ]);
  return { podRole: { ...read, quotas }, boundary };
}
