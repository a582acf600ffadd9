import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AdministratorKeys } from './environments';
import type { World } from './state/world';

/**
 * Returns the configuration (YAML) that a Backstage host needs for a sandbox with other clusters or accounts than the company's: the accounts with
 * the backend's keys, the clusters with its tokens, and a namespace rule that lets guests use them. Add it with `--config` after the host's own
 * configuration: its lists replace the host's lists.
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
      // The host's own configuration names an account that reads the organization, which this sandbox does not have.
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
