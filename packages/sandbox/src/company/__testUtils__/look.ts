import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import type { Pod } from '../../kubernetes/objects';
import { pods } from '../../kubernetes/resources/pods';
import { serviceAccounts } from '../../kubernetes/resources/serviceAccounts';
import type { World } from '../../state/world';
import { plantFault } from '../faults';

/** The healthy service of the company in which tests plant faults. */
export const HEALTHY = {
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders-api',
};

/** Returns the pods of a service. */
export function podsOf(world: World, ref: typeof HEALTHY): Pod[] {
  const store = world.clusters.get(ref.cluster)?.store;
  return (store?.list(pods, ref.namespace) ?? []).filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === ref.name,
  );
}

/** Returns the distinct values of one variable in the first containers of a service's pods. */
export function variable(world: World, ref: typeof HEALTHY, name: string) {
  const values = podsOf(world, ref).map(
    ({ spec }) => spec.containers[0].env?.find(env => env.name === name)?.value,
  );
  return [...new Set(values)];
}

/** Returns the parts of a service that faults can change, as seen from outside. */
export function look(world: World, ref: typeof HEALTHY, roleName: string) {
  const cluster = world.clusters.get(ref.cluster);
  const account = cluster?.store.get(serviceAccounts, ref.namespace, ref.name);
  const annotations = account?.metadata.annotations ?? {};
  const roles = [...world.accounts.values()].flatMap(({ id, roles: all }) => {
    const role = all.get(roleName);
    return role ? { account: id, arn: role.arn, trust: role.trustPolicy } : [];
  });
  return {
    annotations,
    role: roles[0],
    roleArn: variable(world, ref, 'AWS_ROLE_ARN'),
    env: Object.fromEntries(
      podsOf(world, ref)[0].spec.containers[0].env?.map(env => [
        env.name,
        env.value,
      ]) ?? [],
    ),
    tokenFile: variable(world, ref, 'AWS_WEB_IDENTITY_TOKEN_FILE'),
    pods: podsOf(world, ref),
  };
}

/** Plants a fault in {@link HEALTHY}. */
export function plant(world: World, fault: string) {
  return plantFault(world, {
    fault,
    service: formatServiceAccountRef(HEALTHY),
  });
}
