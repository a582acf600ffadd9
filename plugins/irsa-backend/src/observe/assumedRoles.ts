import type { Statement } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  type Grant,
  type ClusterConfig,
  absent,
  found,
  type Observation,
  type ObservedAssumedRole,
  type ObservedRole,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './aws/AwsClients';
import { permissionDocuments } from '@backstage-irsa/core/permissions';
import { IamReader, withoutUse } from './IamReader';

/** The maximum number of roles read from one role's grants and policies. The target role of an association is additional. */
const MOST = 5;

function assumedIn({ Effect, Action, Resource }: Statement): string[] {
  const isAbout = [Action ?? []].flat().some(name => /^(\*$|sts:)/i.test(name));
  return Effect === 'Allow' && isAbout ? [Resource ?? []].flat() : [];
}

/** Returns the roles that the grants name, and those that the role's policies name exactly, without wildcards or variables. */
function namedRoles(
  grants: Grant[],
  policies: Pick<ObservedRolePolicies, 'attachedPolicies' | 'inlinePolicies'>,
): string[] {
  const granted = grants
    .filter(({ service }) => service === 'sts')
    .map(({ resource }) => resource);
  const allowed = permissionDocuments(policies)
    .flatMap(({ Statement: statements }) => [statements].flat())
    .flatMap(assumedIn);
  const roles = [...granted, ...allowed].filter(
    arn => parseRoleArn(arn) && !/[*?$]/.test(arn),
  );
  return [...new Set(roles)].slice(0, MOST);
}

/** Reads the roles that a role may assume in turn, each in its own account if that account is known. */
export async function readAssumedRoles(
  aws: AwsClients,
  config: ClusterConfig,
  named: {
    grants: Grant[];
    policies: ObservedRolePolicies;
    targetRoleArn?: string;
  },
): Promise<Observation<ObservedAssumedRole[]>> {
  const roles = assumedRoleArns(named).map(async arn => ({
    arn,
    role: await readAssumedRole(aws, config, arn),
  }));
  return found(await Promise.all(roles));
}

/** Returns the ARNs of the roles that a role may assume in turn, starting with the target role of the association. */
export function assumedRoleArns({
  grants,
  policies,
  targetRoleArn = '',
}: {
  grants: Grant[];
  policies: Pick<ObservedRolePolicies, 'attachedPolicies' | 'inlinePolicies'>;
  targetRoleArn?: string;
}): string[] {
  const target = parseRoleArn(targetRoleArn) ? [targetRoleArn] : [];
  return [...new Set([...target, ...namedRoles(grants, policies)])];
}

/** Reads one of these roles. A role with the same name but another path is a different role. */
export async function readAssumedRole(
  aws: AwsClients,
  { region }: ClusterConfig,
  arn: string,
): Promise<Observation<ObservedRole>> {
  const { accountId = '', name = '' } = parseRoleArn(arn) ?? {};
  const iam = new IamReader(
    aws.iam(accountId, region),
    ` in account ${accountId}`,
  );
  const role = withoutUse(await iam.role(name));
  return role.state === 'found' && role.value.arn !== arn ? absent() : role;
}
