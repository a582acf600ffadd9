import {
  formatServiceAccountRef,
  parseRoleArn,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import { KubeApi } from '../kubernetes/api';
import type { Deployment, ServiceAccount } from '../kubernetes/objects';
import { deployments } from '../kubernetes/resources/deployments';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Account, Cluster, IamRole, World } from '../state/world';
import { rightTrust, trustText, type Trust } from './iam';

export const ROLE_ARN_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** The parts of a service that has an AWS identity. */
export interface Service {
  ref: ServiceAccountRef;
  api: KubeApi;
  cluster: Cluster;
  /** The account of the role. */
  account: Account;
  role: IamRole;
}

/**
 * Finds the parts of a healthy service.
 * @throws Error naming the part that is missing
 */
export function findService(world: World, ref: ServiceAccountRef): Service {
  const name = formatServiceAccountRef(ref);
  const cluster = world.clusters.get(ref.cluster);
  if (!cluster) {
    throw new Error(`${name}: there is no cluster ${ref.cluster}`);
  }
  const api = new KubeApi(cluster, () => world.now());
  const { metadata } = api.read(serviceAccounts, ref.namespace, ref.name);
  const arn = metadata.annotations?.[ROLE_ARN_ANNOTATION] ?? '';
  const parsed = parseRoleArn(arn);
  const account = world.accounts.get(parsed?.accountId ?? '');
  const role = account?.roles.get(parsed?.name.toLowerCase() ?? '');
  if (!account || role?.arn !== arn) {
    throw new Error(`${name}: the annotation names no role (${arn})`);
  }
  return { ref, api, cluster, account, role };
}

/** Rewrites the role's trust policy: as it ought to be, but for the given parts. */
export function setTrust(
  { account, cluster, ref, role }: Service,
  wrong: Partial<Trust>,
): void {
  role.trustPolicy = trustText({
    ...rightTrust(account, cluster, ref),
    ...wrong,
  });
}

/** Sets annotations of the ServiceAccount, or with undefined takes them away, as `kubectl annotate` does. */
export function annotate(
  { api, ref }: Service,
  changes: Record<string, string | undefined>,
): void {
  const account = api.read(serviceAccounts, ref.namespace, ref.name);
  const annotations = Object.entries({
    ...account.metadata.annotations,
    ...changes,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const changed: ServiceAccount = {
    ...account,
    metadata: {
      ...account.metadata,
      annotations: Object.fromEntries(annotations),
    },
  };
  api.update(serviceAccounts, changed, {
    writer: { manager: 'kubectl-annotate', operation: 'Update' },
  });
}

/** Changes the pod template of the Deployment, which makes its pods anew. */
export function editTemplate(
  { api, ref }: Service,
  edit: (template: Deployment['spec']['template']) => void,
): void {
  const deployment = structuredClone(
    api.read(deployments, ref.namespace, ref.name),
  );
  edit(deployment.spec.template);
  api.update(deployments, deployment, {
    writer: { manager: 'kubectl-edit', operation: 'Update' },
  });
}

/** Makes the pods anew, as `kubectl rollout restart` does. */
export function restart(service: Service): void {
  editTemplate(service, template => {
    template.metadata = {
      ...template.metadata,
      annotations: {
        ...template.metadata?.annotations,
        'kubectl.kubernetes.io/restartedAt': service.api.now().toISOString(),
      },
    };
  });
}
