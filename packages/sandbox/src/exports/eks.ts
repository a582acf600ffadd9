import { addAssociation } from '../aws/eks/podIdentityAssociations';
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
  clusterOf(clusters, group)?.nodeGroups.push({
    name: group.at('nodegroupName').text(),
    nodeRoleArn: group.at('nodeRole').text(),
    instanceTypes: instanceType ? [instanceType.text()] : [],
    desiredSize: Number(group.at('scalingConfig').at('desiredSize').value ?? 0),
  });
}

/** Adds the association in the output of `aws eks describe-pod-identity-association`. @throws ExportError */
export function addPodIdentity(
  clusters: Map<string, Cluster>,
  association: Exported,
  now: Date,
): void {
  const targetRoleArn = association.at('targetRoleArn').optionalText();
  const cluster = clusterOf(clusters, association);
  if (cluster) {
    addAssociation(
      cluster,
      {
        namespace: association.at('namespace').text(),
        serviceAccount: association.at('serviceAccount').text(),
        roleArn: association.at('roleArn').text(),
        ...(targetRoleArn && { targetRoleArn }),
        disableSessionTags: association.at('disableSessionTags').value === true,
      },
      association.at('createdAt').date(now),
    );
  }
}
