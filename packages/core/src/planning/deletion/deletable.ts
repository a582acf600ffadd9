import { parseArn } from '../../arn/arn';
import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type { Guardrails } from '../../model/config';
import { valueOf } from '../../model/observation';
import { matchesGlob } from '../../ownership/namespaceRules';
import { attachmentRecord } from '../ownership/records';
import type { ObservedRoleForDeletion } from './observedForDeletion';
import type { TrustEntry } from '../trust/trustEntry';
import type { Pairs } from '../types';

/** A ServiceAccount, as trust policies name it. */
export interface TrustedPlace {
  ref: { cluster: string; namespace: string; name: string };
  audience: string;
  /** The cluster in EKS. */
  eks: { arn: string };
}

/** The IAM service account to delete, and its ownership records. */
export interface Deletion {
  ref: { cluster: string; namespace: string; name: string };
  refText: string;
  audience: string;
  /** The cluster in EKS; empty if unknown. */
  eks: { name: string; arn: string };
  /** Whether the cluster is no longer configured: nothing in it is read or changed. */
  unconfigured?: boolean;
  /** Whether the ServiceAccount is managed outside Backstage: only Backstage's annotations are removed from it. */
  existing?: boolean;
  /** The catalog entity of the IAM service account. */
  entityRef: string;
  /** The IAM path of all roles and policies that Backstage creates. */
  rolePath: string;
  /** The records of this IAM service account: ARNs and `cluster/namespace/name`. */
  recorded: ReadonlySet<string>;
  /** The recorded objects that existed before and were adopted. */
  adopted: ReadonlySet<string>;
  /** The recorded roles that are also recorded for other IAM service accounts. */
  shared: ReadonlySet<string>;
  /** The ARN patterns with `*` of the policies outside the role path that the guardrails name. */
  attachable: readonly string[];
}

/** Returns the configured limits of what Backstage may delete and detach. */
export function deletionLimits({
  rolePath,
  guardrails,
}: {
  rolePath: string;
  guardrails: Pick<Guardrails, 'managedPolicyArns'>;
}): Pick<Deletion, 'rolePath' | 'attachable'> {
  return { rolePath, attachable: guardrails.managedPolicyArns ?? [] };
}

/** The reason why an object in an unconfigured cluster stays. */
export const NOT_CONFIGURED =
  'its cluster is no longer in the configuration, so Backstage cannot read or change it';

/** The context that all parts of a deletion need. */
export interface DeletionContext extends Deletion {
  entry: TrustEntry;
}

/** Checks whether Backstage may delete an object, because path, tag, and record all say that Backstage created it. Adopted objects stay. */
export function isDeletable(
  object: { arn: string; path: string; tags: Pairs },
  deletion: Deletion,
): boolean {
  return (
    object.path.startsWith(deletion.rolePath) &&
    object.tags[MANAGED_BY_KEY] === MANAGED_BY &&
    deletion.recorded.has(object.arn) &&
    !deletion.adopted.has(object.arn)
  );
}

/**
 * Returns the role's policies that Backstage may not detach: Backstage did not attach them, and they are neither under the role path nor named by the
 * guardrails. The backend has no permission for them.
 */
export function policiesOfOthers(
  role: { arn: string },
  { attachedPolicies }: ObservedRoleForDeletion,
  { rolePath, recorded, attachable }: Deletion,
): string[] {
  return (valueOf(attachedPolicies) ?? [])
    .flatMap(read => valueOf(read)?.arn ?? [])
    .filter(
      arn =>
        !recorded.has(attachmentRecord(role.arn, arn)) &&
        !parseArn(arn)?.resource.startsWith(`policy${rolePath}`) &&
        !attachable.some(pattern => matchesGlob(pattern, arn)),
    );
}
