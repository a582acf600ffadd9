import { partitionOf } from '@backstage-irsa/core/arn';
import { type GrantContext } from '@backstage-irsa/core/grants';
import { type IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { knownNamespaces } from '../knownNamespaces';

/** The AWS resources that the user may name in a form. */
export interface OwnedResources {
  namespace: string;
  /** The ARN patterns; empty if no resource may be granted. */
  patterns: string[];
  /** The partition, region, and account of the cluster, which determine the ARNs of resources. */
  context: GrantContext;
}

/** Returns an owner in the notation of the namespace rules and the catalog. */
const ownerKey = (owner: string | undefined) =>
  owner?.toLocaleLowerCase('en-US');

/**
 * Loads the AWS resources that may be granted in the namespace of a spec: those of its owner or, if the form names no owner, those of all groups of
 * the user. Undefined while loading, and for a namespace that does not exist yet.
 */
export function useOwnedResources(
  spec: IamServiceAccountSpec | undefined,
): OwnedResources | undefined {
  const irsaApi = useApi(irsaApiRef);
  const { cluster, namespace } = spec ?? {};
  const owner = ownerKey(spec?.owner);
  const load = useCallback(async () => {
    if (!cluster || !namespace) return undefined;
    const [clusters, namespaces] = await Promise.all([
      irsaApi.listClusters(),
      knownNamespaces(irsaApi, cluster),
    ]);
    const place = clusters.items.find(({ name }) => name === cluster);
    const found = namespaces.items.find(({ name }) => name === namespace);
    if (!place || !found) return undefined;
    const { region, accountId } = place;
    const known = found.resources.filter(one => one.owner === owner);
    const lists = known.length > 0 ? known : found.resources;
    return {
      namespace,
      patterns: [...new Set(lists.flatMap(({ patterns }) => patterns))],
      context: { partition: partitionOf(region).id, region, accountId },
    };
  }, [irsaApi, cluster, namespace, owner]);
  return useLoaded(load).value;
}
