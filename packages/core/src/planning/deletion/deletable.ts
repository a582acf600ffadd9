import { parseArn } from '../../arn/arn';
import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type { Guardrails } from '../../model/config';
import { valueOf } from '../../model/observation';
import { matchesGlob } from '../../ownership/namespaceRules';
import { attachmentRecord } from '../ownership/records';
import type { ObservedRoleForDeletion } from './observedForDeletion';
import type { TrustEntry } from '../trust/trustEntry';
import type { Pairs } from '../types';

/** A ServiceAccount as trust policies name it. */
export interface TrustedPlace {
  ref: { cluster: string; namespace: string; name: string };
  audience: string;
  /** The cluster, as EKS knows it. */
  eks: { arn: string };
}

/** What is to be deleted, and what our records say of it. */
export interface Deletion {
  ref: { cluster: string; namespace: string; name: string };
  refText: string;
  audience: string;
  /** The cluster, as EKS knows it; empty where that is not known. */
  eks: { name: string; arn: string };
  /** The cluster is not in the configuration any more: nothing in it was read, and nothing is changed there. */
  unconfigured?: boolean;
  /** The ServiceAccount is managed elsewhere: it loses only annotations that are ours. */
  existing?: boolean;
  /** Who it was made for. */
  entityRef: string;
  /** Under which all that we make lies. */
  rolePath: string;
  /** ARNs and `cluster/namespace/name` recorded for this IAM service account. */
  recorded: ReadonlySet<string>;
  /** Those of them that were there before us. */
  adopted: ReadonlySet<string>;
  /** Roles of them that are recorded for other IAM service accounts too. */
  shared: ReadonlySet<string>;
  /** ARNs with `*` of the policies beyond the role path that the guardrails name. */
  attachable: readonly string[];
}

/** What the configuration says of what is ours to delete and to take off roles. */
export function deletionLimits({
  rolePath,
  guardrails,
}: {
  rolePath: string;
  guardrails: Pick<Guardrails, 'managedPolicyArns'>;
}): Pick<Deletion, 'rolePath' | 'attachable'> {
  return { rolePath, attachable: guardrails.managedPolicyArns ?? [] };
}

/** Why something in a cluster stays that is not configured. */
export const NOT_CONFIGURED =
  'its cluster is not in the configuration any more, so that Backstage cannot read or change it';

/** What the parts of a deletion look at beside their own object. */
export interface DeletionContext extends Deletion {
  entry: TrustEntry;
}

/** Ours by path, tag and record: all three. What was there before us is ours to let go, not to delete. */
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

/** The policies on a role that are not ours to take off: neither attached by us, nor under the role path, nor named by the guardrails. The backend has no permission for them. */
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
