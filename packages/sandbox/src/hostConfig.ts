import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AdministratorKeys } from './environments';
import type { World } from './state/world';

/**
 * What the host's configuration needs to know of a sandbox that is not the company's two clusters: the accounts with the backend's keys, the clusters with
 * its tokens, and that guests may use them. It lies over the host's own (`--config`), in which lists replace lists.
 */
export function hostConfig(
  { clusters, organization }: World,
  directory: string,
  keys: Map<string, AdministratorKeys>,
): string {
  const kubeconfig = join(directory, 'backend-kubeconfig');
  const access = (context: string) => ({
    type: 'kubeconfig',
    file: kubeconfig,
    context,
  });
  const names = [...clusters.keys()];
  return stringify({
    aws: {
      accounts: [...keys].map(
        ([accountId, { accessKeyId, secretAccessKey }]) => ({
          accountId,
          accessKeyId,
          secretAccessKey,
        }),
      ),
    },
    irsa: {
      // The host's own names an account that reads the organization.
      ...(organization === undefined && { organization: null }),
      clusters: [...clusters.values()].map(({ name, accountId, region }) => ({
        name,
        eksName: name,
        accountId,
        region,
        access: access(name),
        tokenRequestAccess: access(`${name}-token-requester`),
      })),
      namespaceRules: [
        {
          owners: ['group:default/guests'],
          clusters: names,
          namespaces: ['*'],
          accounts: [...keys.keys()],
          resources: ['*'],
        },
      ],
    },
  });
}
