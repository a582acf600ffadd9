import { oidcProviderArn } from '@backstage-irsa/core/arn';
import {
  absent,
  found,
  type AccountFacts,
  type Observation,
  type ObservedCluster,
  type ObservedOidcProvider,
} from '@backstage-irsa/core/model';
import type { IamReader } from '../../../observe/IamReader';
import type { Reading } from '../../store/inventory/ObservationStore';
import type { ProviderStore } from '../../store/inventory/ProviderStore';
import type { ScopeRow } from '../../store/inventory/rows';

/**
 * Returns the OIDC provider of a cluster in an account as the account's scan found it; as it is now if that scan did not read all providers, or if a
 * verification has seen a newer state.
 */
export async function clusterProvider(options: {
  accountId: string;
  cluster: Observation<ObservedCluster>;
  /** The scope of the account. */
  scope: Pick<ScopeRow, 'completed_at' | 'facts'> | undefined;
  providers: ProviderStore;
  iam: IamReader;
  /** The time of the last verification of an IAM service account in the cluster. ISO 8601. */
  verifiedAt: string | undefined;
  /** ISO 8601. */
  at: string;
}): Promise<Reading<ObservedOidcProvider>> {
  const { accountId, cluster, scope, at, verifiedAt = '' } = options;
  const facts: AccountFacts | null = JSON.parse(scope?.facts ?? 'null');
  const readAt = scope?.completed_at ?? at;
  if (cluster.state !== 'found') return { answer: cluster, readAt };
  const { partition, issuer } = cluster.value;
  const arn = oidcProviderArn(partition, accountId, issuer);
  const isKnown = facts?.oidcProvidersRead ?? false;
  if (!isKnown || readAt < verifiedAt) {
    const answer = await options.iam.oidcProvider(arn);
    if (!isKnown || answer.state !== 'unknown') return { answer, readAt: at };
  }
  const known = (await options.providers.ofAccount(accountId)).get(arn);
  return {
    answer: known
      ? found({ arn, url: known.url, clientIds: known.clientIds })
      : absent(),
    readAt,
  };
}
