import { randomInt } from 'node:crypto';
import type { Cluster, PodIdentityAssociation } from '../../state/cluster';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { clusterArn, seconds, visibleClusters } from './clusters';
import { resourceNotFound } from './errors';
import type { EksInput, JsonValue } from './operation';
import { resourceTagContext } from './tagging';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns the association of a ServiceAccount; undefined if there is none. A ServiceAccount has at most one. */
export function associationOf(
  { podIdentityAssociations }: Cluster,
  { namespace, name }: { namespace: string; name: string },
): PodIdentityAssociation | undefined {
  return [...podIdentityAssociations.values()].find(
    association =>
      association.namespace === namespace &&
      association.serviceAccount === name,
  );
}

/** Returns the association that new pods of a ServiceAccount get. A new association has a delay. */
export function usedAssociationOf(
  cluster: Cluster,
  ref: { namespace: string; name: string },
): PodIdentityAssociation | undefined {
  const association = associationOf(cluster, ref);
  return association?.isNew ? undefined : association;
}

/**
 * Returns the external ID that EKS sends when it assumes a target role, so that the trust policy can identify the ServiceAccount without tags.
 * Source: "Access AWS Resources using EKS Pod Identity Target IAM Roles", Amazon EKS User Guide.
 */
export function externalIdOf(
  { region, accountId, name }: Cluster,
  {
    namespace,
    serviceAccount,
  }: Pick<PodIdentityAssociation, 'namespace' | 'serviceAccount'>,
): string {
  return [region, accountId, name, namespace, serviceAccount].join('/');
}

/** Adds an association to a cluster. Like EKS, it does not check whether the ServiceAccount exists. */
export function addAssociation(
  cluster: Cluster,
  wish: Pick<
    PodIdentityAssociation,
    'namespace' | 'serviceAccount' | 'roleArn'
  > &
    Partial<PodIdentityAssociation>,
  at: Date,
): PodIdentityAssociation {
  const id = `a-${Array.from(
    { length: 17 },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('')}`;
  const association: PodIdentityAssociation = {
    disableSessionTags: false,
    tags: {},
    ...wish,
    ...(wish.targetRoleArn !== undefined && {
      externalId: externalIdOf(cluster, wish),
    }),
    id,
    arn: cluster.arn.replace(
      /:cluster\/.*$/,
      `:podidentityassociation/${cluster.name}/${id}`,
    ),
    createdAt: at,
    modifiedAt: at,
  };
  cluster.podIdentityAssociations.set(id, association);
  return association;
}

/** Returns the association with this ID. Throws `ResourceNotFoundException`. */
export function requireAssociation(
  cluster: Cluster,
  id: string,
): PodIdentityAssociation {
  const association = cluster.podIdentityAssociations.get(id);
  if (!association) {
    throw resourceNotFound(`No association found for ID: ${id}.`);
  }
  return association;
}

/** Returns the access for an action on an association. */
export function associationAccess(
  action: string,
  { path }: EksInput,
  context: OperationContext,
): Access {
  const arn = clusterArn(path.name, context);
  const association = visibleClusters(context)
    .find(({ name }) => name === path.name)
    ?.podIdentityAssociations.get(path.association);
  return {
    action,
    resource: arn.replace(
      /:cluster\/.*$/,
      `:podidentityassociation/${path.name}/${path.association}`,
    ),
    context: resourceTagContext(association?.tags ?? {}),
  };
}

/** Returns a single association as EKS shows it. */
export function associationJson(
  cluster: Cluster,
  association: PodIdentityAssociation,
): JsonValue {
  return {
    ...associationSummary(cluster, association),
    roleArn: association.roleArn,
    ...(association.targetRoleArn !== undefined && {
      targetRoleArn: association.targetRoleArn,
      externalId: association.externalId ?? null,
    }),
    ...(association.policy !== undefined && { policy: association.policy }),
    ...(association.ownerArn !== undefined && {
      ownerArn: association.ownerArn,
    }),
    disableSessionTags: association.disableSessionTags,
    createdAt: seconds(association.createdAt),
    modifiedAt: seconds(association.modifiedAt),
    tags: association.tags,
  };
}

/** Returns an association as EKS lists it: without its role. */
export function associationSummary(
  cluster: Cluster,
  { id, arn, namespace, serviceAccount }: PodIdentityAssociation,
): { [key: string]: JsonValue } {
  return {
    clusterName: cluster.name,
    namespace,
    serviceAccount,
    associationArn: arn,
    associationId: id,
  };
}
