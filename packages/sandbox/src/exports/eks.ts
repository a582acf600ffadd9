import type { Cluster } from '../state/cluster';
import type { Exported } from './exportFile';

function clusterOf(
  clusters: Map<string, Cluster>,
  exported: Exported,
): Cluster | undefined {
  return clusters.get(exported.at('clusterName').text());
}

/** Adds the node group in the output of `aws eks describe-nodegroup`. Skips it if its cluster has no export. @throws ExportError */
export function addNodeGroup(
  clusters: Map<string, Cluster>,
  group: Exported,
): void {
  const [instanceType] = group.at('instanceTypes').list();
  const isWindows = group.at('amiType').optionalText()?.startsWith('WINDOWS');
  clusterOf(clusters, group)?.nodeGroups.push({
    name: group.at('nodegroupName').text(),
    nodeRoleArn: group.at('nodeRole').text(),
    instanceTypes: instanceType ? [instanceType.text()] : [],
    desiredSize: Number(group.at('scalingConfig').at('desiredSize').value ?? 0),
    ...(isWindows && { os: 'windows' as const }),
  });
}

/** Adds the association in the output of `aws eks describe-pod-identity-association`. @throws ExportError */
export function addPodIdentity(
  clusters: Map<string, Cluster>,
  association: Exported,
  now: Date,
): void {
  const policy = association.at('policy');
  const createdAt = association.at('createdAt').date(now);
  const text = (name: string) => association.at(name).optionalText();
  const id = association.at('associationId').text();
  clusterOf(clusters, association)?.podIdentityAssociations.set(id, {
    id,
    arn: association.at('associationArn').text(),
    namespace: association.at('namespace').text(),
    serviceAccount: association.at('serviceAccount').text(),
    roleArn: association.at('roleArn').text(),
    targetRoleArn: text('targetRoleArn'),
    externalId: text('externalId'),
    ownerArn: text('ownerArn'),
    ...(policy.value !== undefined && { policy: policy.document() }),
    disableSessionTags: association.at('disableSessionTags').value === true,
    createdAt,
    modifiedAt: association.at('modifiedAt').date(createdAt),
    tags: association.at('tags').texts(),
  });
}

/** Adds the add-on in the output of `aws eks describe-addon`. Its objects in the cluster come from kubectl. @throws ExportError */
export function addAddon(
  clusters: Map<string, Cluster>,
  addon: Exported,
  now: Date,
): void {
  const name = addon.at('addonName').text();
  const configurationValues = addon.at('configurationValues').optionalText();
  const serviceAccountRoleArn = addon
    .at('serviceAccountRoleArn')
    .optionalText();
  clusterOf(clusters, addon)?.addons.set(name, {
    name,
    arn: addon.at('addonArn').text(),
    version: addon.at('addonVersion').text(),
    status: addon.at('status').text(),
    createdAt: addon.at('createdAt').date(now),
    ...(configurationValues !== undefined && { configurationValues }),
    ...(serviceAccountRoleArn !== undefined && { serviceAccountRoleArn }),
    tags: addon.at('tags').texts(),
  });
}

/** Returns the names of the clusters that have one of these lists. @throws ExportError if the description of a listed item is missing */
export function listedClusters(
  clusters: Map<string, Cluster>,
  lists: Exported[],
  kind: {
    field: 'nodegroups' | 'associations';
    isDescribed(cluster: Cluster, item: Exported): boolean;
  },
): Set<string> {
  const listed = lists.flatMap(list => {
    const cluster = clusterOf(clusters, list);
    return cluster ? [{ cluster, items: list.at(kind.field).list() }] : [];
  });
  for (const { cluster, items } of listed) {
    const missing = items.find(item => !kind.isDescribed(cluster, item));
    if (missing) {
      throw missing.wrong('its description is missing: export it too');
    }
  }
  return new Set(listed.map(({ cluster }) => cluster.name));
}
