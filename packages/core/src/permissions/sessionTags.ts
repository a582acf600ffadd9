import { clusterArn } from '../model/awsNames';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';

/** The tags of a session of a role, its own included. */
export interface SessionTags {
  tags: Record<string, string>;
  /** Those that it has, and whose values only the session shows. */
  openTags: string[];
}

/** The pods that get the role, and the association where it is by one. */
type AssociatedPods = Pick<Observed, 'ref' | 'config' | 'association'> &
  Partial<Pick<Observed, 'mechanism'>>;

const OF_A_POD = ['kubernetes-pod-name', 'kubernetes-pod-uid'];

/**
 * The tags of the sessions that pods get: EKS Pod Identity adds some, in place of the role's own of the same names. They are transitive, so that those of
 * a target role have them too.
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

/** The role as its sessions are tagged. */
export function withSessionTags<Role extends ObservedRole>(
  role: Role,
  observed: AssociatedPods,
): Role & SessionTags {
  return { ...role, ...sessionTagsOf(role, observed) };
}
