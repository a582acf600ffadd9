import { MANAGED_BY, MANAGED_BY_KEY } from '@backstage-irsa/plugin-irsa-common';
import type { ObservedForDeletion } from '../observe/DeletionReader';
import { valueOf } from '../observe/observation';
import { deletePolicySteps } from './deletePolicy';
import { deleteRoleSteps } from './deleteRole';
import { deleteServiceAccountSteps } from './deleteServiceAccount';
import type { Pairs, PlannedStep } from './types';
import { servesOthers, trustEntryOf, type TrustEntry } from './trust';

/** What is to be deleted, and what our records say of it. */
export interface Deletion {
  ref: { cluster: string; namespace: string; name: string };
  refText: string;
  audience: string;
  /** Who it was made for. */
  entityRef: string;
  /** Under which all that we make lies. */
  rolePath: string;
  /** ARNs and `cluster/namespace/name` recorded for this IAM service account. */
  recorded: ReadonlySet<string>;
  /** Those of them that were there before us. */
  adopted: ReadonlySet<string>;
}

/** Everything that the parts of a deletion look at. */
export interface DeletionContext extends Deletion {
  observed: ObservedForDeletion;
  entry: TrustEntry;
  /** The role is ours, and nobody else's who uses it. */
  roleGoes: boolean;
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

/**
 * The ordered steps that take an IAM service account away: power first, then what nobody uses any more. Namespaces and OIDC providers are
 * never part of it, and neither is what is not ours or serves somebody else. It is computed from what is there: a run cut off goes on.
 */
export function planDeletion(
  deletion: Deletion,
  observed: ObservedForDeletion,
  providerArn: string,
): PlannedStep[] {
  const role = valueOf(observed.role);
  const { ref: spec, audience } = deletion;
  // Whoever else stands in a statement of ours counts, however they came there.
  const entry = {
    ...trustEntryOf({ spec, providerArn, audience }),
    shared: true,
  };
  const roleGoes =
    role !== undefined &&
    isDeletable(role, deletion) &&
    !servesOthers(role.trust.document, entry);
  const context = { ...deletion, observed, entry, roleGoes };
  return [
    ...deleteServiceAccountSteps(context),
    ...deleteRoleSteps(context),
    ...deletePolicySteps(context),
  ];
}
