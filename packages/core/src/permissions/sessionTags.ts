import { clusterArn } from '../model/awsNames';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';

/** The tags of a role session, including those of the role. */
export interface SessionTags {
  tags: Record<string, string>;
  /** The tags that the session has but whose values are known only from the session. */
  openTags: string[];
}

/** The pods that get the role, and the association through which they get it, if any. */
type AssociatedPods = Pick<Observed, 'ref' | 'config' | 'association'> &
  Partial<Pick<Observed, 'mechanism'>>;

/** The tags whose values differ between the pods of a ServiceAccount. */
export const OF_A_POD = ['kubernetes-pod-name', 'kubernetes-pod-uid'];

/**
 * Returns the tags of the sessions that pods get. EKS Pod Identity adds tags, which replace tags of the role with the same names. The tags are
 * transitive, so sessions of a target role have them too.
 *
 * Source: "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide.
 */
export function sessionTagsOf(
  role: Pick<ObservedRole, 'arn' | 'tags'>,
  observed: AssociatedPods,
): SessionTags {
  const { arn, tags } = role;
  const { ref, config, mechanism, association } = observed;
  const { roleArn, targetRoleArn, disableSessionTags } =
    valueOf(association) ?? {};
  const isTagged =
    mechanism !== 'irsa' &&
    disableSessionTags === false &&
    (arn === roleArn || arn === targetRoleArn);
  if (!isTagged) return { tags, openTags: [] };
  const own = Object.entries(tags).filter(([key]) => !OF_A_POD.includes(key));
  return {
    tags: {
      ...Object.fromEntries(own),
      'eks-cluster-arn': clusterArn(config),
      'eks-cluster-name': config.eksName,
      'kubernetes-namespace': ref.namespace,
      'kubernetes-service-account': ref.name,
    },
    openTags: OF_A_POD,
  };
}

/** Returns the role with the tags of its sessions. */
export function withSessionTags<Role extends ObservedRole>(
  role: Role,
  observed: AssociatedPods,
): Role & SessionTags {
  return { ...role, ...sessionTagsOf(role, observed) };
}
