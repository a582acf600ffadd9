import type { Config } from '@backstage/config';
import type { ClusterConfig, NamespaceRule } from '@backstage-irsa/core/model';

/**
 * The AWS accounts that administrators name: those of clusters, of `aws.accounts` and, where a role name holds for every account, those of rules.
 * What people write into annotations and policies never adds to them, so that nobody makes the backend assume a role in an account of theirs.
 */
export function readAccounts(
  root: Config,
  clusters: ClusterConfig[],
  rules: NamespaceRule[],
): string[] {
  const configs = root.getOptionalConfigArray('aws.accounts') ?? [];
  const isForAll =
    root.getOptionalString('aws.accountDefaults.roleName') !== undefined;
  return [
    ...new Set([
      ...clusters.map(({ accountId }) => accountId),
      ...configs.map(account => account.getString('accountId')),
      ...(isForAll ? rules.flatMap(({ accounts = [] }) => accounts) : []),
    ]),
  ];
}
