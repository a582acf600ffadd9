import type { World } from '../state/world';

/** What `GET /__sandbox/state` shows: the company without any secret. */
export function stateOf(world: World) {
  return {
    accounts: [...world.accounts.values()].map(account => ({
      id: account.id,
      alias: account.alias,
      roles: account.roles.size,
      oidcProviders: [...account.oidcProviders.keys()],
    })),
    clusters: [...world.clusters.values()].map(cluster => ({
      name: cluster.name,
      account: cluster.accountId,
      region: cluster.region,
      endpoint: cluster.endpoint,
      issuer: cluster.issuer,
    })),
    services: world.services,
    ...(world.fleet && {
      fleet: {
        size: world.fleet.size,
        planted: Object.fromEntries(
          Object.entries(world.fleet.planted).map(([fault, { length }]) => [
            fault,
            length,
          ]),
        ),
      },
    }),
    nodeRoles: [...world.clusters.values()].flatMap(({ name, nodeGroups }) =>
      nodeGroups.map(group => ({
        cluster: name,
        nodeGroup: group.name,
        roleArn: group.nodeRoleArn,
      })),
    ),
  };
}
