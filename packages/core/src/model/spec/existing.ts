import { EKS_ANNOTATIONS } from '../annotations';
import { roleAccountOf, roleNameOf } from '../awsNames';
import type { ClusterConfig } from '../config';
import type { ExistingServiceAccount, Observed } from '../observed';
import type { IamServiceAccountSpec } from '../types';

/** Whether Helm, Argo CD, Flux or a person makes and changes the ServiceAccount: Backstage writes at most its annotations for EKS. @public */
export function isExisting({
  serviceAccount,
}: Pick<IamServiceAccountSpec, 'serviceAccount'>): boolean {
  return serviceAccount === 'existing';
}

/** What a spec asks of a ServiceAccount that is managed elsewhere; undefined where Backstage manages it, or nobody asked. */
export function existingOf(
  spec: IamServiceAccountSpec | null | undefined,
  config: ClusterConfig,
): ExistingServiceAccount | undefined {
  if (!spec || !isExisting(spec)) return undefined;
  const { namespace, name } = spec;
  const { roleName = roleNameOf(config, namespace, name) } = spec;
  return { accountId: roleAccountOf(spec, config), roleName };
}

/** Whether nobody has annotated a ServiceAccount yet that is managed elsewhere: it names no role. */
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
