import { EKS_ANNOTATIONS } from '../annotations';
import { roleAccountOf, roleNameOf } from '../awsNames';
import type { ClusterConfig } from '../config';
import type { ExistingServiceAccount, Observed } from '../observed';
import type { IamServiceAccountSpec } from '../types';

/** Checks whether the ServiceAccount is managed outside Backstage. If so, Backstage writes at most its EKS annotations. @public */
export function isExisting({
  serviceAccount,
}: Pick<IamServiceAccountSpec, 'serviceAccount'>): boolean {
  return serviceAccount === 'existing';
}

/** Returns the role that a spec requests for a ServiceAccount managed outside Backstage; undefined if Backstage manages it or there is no spec. */
export function existingOf(
  spec: IamServiceAccountSpec | null | undefined,
  config: ClusterConfig,
): ExistingServiceAccount | undefined {
  if (!spec || !isExisting(spec)) return undefined;
  const { namespace, name } = spec;
  const { roleName = roleNameOf(config, namespace, name) } = spec;
  return { accountId: roleAccountOf(spec, config), roleName };
}

/** Checks whether a role is the requested one. Roles of other accounts can have the same name. */
export function isRequestedRole(
  role: { accountId: string; name: string },
  { accountId, roleName }: ExistingServiceAccount,
): boolean {
  return role.accountId === accountId && role.name === roleName;
}

/** Checks whether an existing ServiceAccount still needs the role annotation: the ServiceAccount is managed outside Backstage and names no role. */
export function awaitsAnnotation({
  existing,
  mechanism,
  serviceAccount,
}: Observed): boolean {
  return (
    existing !== undefined &&
    mechanism === 'irsa' &&
    serviceAccount.state === 'found' &&
    serviceAccount.value.annotations[EKS_ANNOTATIONS.roleArn] === undefined
  );
}
