import { formatArn, parseArn } from '../arn/arn';
import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import type {
  ObservedForDeletion,
  ObservedRoleForDeletion,
} from './observedForDeletion';
import { valueOf } from '../model/observation';
import { deleteAssociationSteps } from './association';
import type { Deletion, DeletionContext, TrustedPlace } from './deletable';
import { deletePolicySteps } from './deletePolicy';
import { deleteRoleSteps } from './deleteRole';
import { deleteServiceAccountSteps } from './deleteServiceAccount';
import { associationRecord } from './records';
import { keptStep, type PlannedStep } from './types';
import { servesOthers } from './trust';
import { trustEntryOf, type TrustEntry } from './trustEntry';

/**
 * The ordered steps that take an IAM service account away: power first, then what nobody uses any more. Namespaces and OIDC providers are
 * never part of it, and neither is what is not ours or serves somebody else. It is computed from what is there: a run cut off goes on.
 */
export function planDeletion(
  deletion: Deletion,
  observed: ObservedForDeletion,
  providerArn: string,
): PlannedStep[] {
  const context = { ...deletion, entry: entryOf(deletion, providerArn) };
  return [
    ...associationSteps(deletion, observed),
    ...deleteServiceAccountSteps(context, valueOf(observed.serviceAccount)),
    ...deleteIamSteps(context, observed),
  ];
}

/** Whoever else stands in a statement of ours counts, however they came there. */
function entryOf(
  { ref: spec, audience, eks: cluster }: TrustedPlace,
  providerArn: string,
): TrustEntry {
  return {
    ...trustEntryOf({ spec, providerArn, audience, cluster }),
    shared: true,
  };
}

/** Whether a role serves anybody beside the ServiceAccount. A trust policy that cannot be understood may serve anybody. */
export function roleServesOthers(
  place: TrustedPlace,
  observed: ObservedRoleForDeletion,
  providerArn: string,
): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const { entry } = inAccountOf(observed, {
    entry: entryOf(place, providerArn),
  });
  return document === undefined || servesOthers(document, entry);
}

/** The roles, each in its own account, and then the policies that were on them. */
export function deleteIamSteps(
  context: DeletionContext,
  { roles, policies }: Pick<ObservedForDeletion, 'roles' | 'policies'>,
): PlannedStep[] {
  const home = parseArn(context.eks.arn)?.accountId;
  const isHere = ({ role }: ObservedRoleForDeletion) =>
    parseArn(valueOf(role)?.arn ?? '')?.accountId === home;
  // A pod role goes before the role of another account that it leads to.
  const ordered = [
    ...roles.filter(isHere),
    ...roles.filter(role => !isHere(role)),
  ];
  const roleSteps = ordered.flatMap((role, index) =>
    numbered(deleteRoleSteps(inAccountOf(role, context), role), index),
  );
  return [
    ...roleSteps,
    ...policies.flatMap((policy, index) =>
      numbered(deletePolicySteps(context, policy, roleSteps), index),
    ),
  ];
}

/** A role trusts the provider of its own account, for the same issuer. */
function inAccountOf<Context extends { entry: TrustEntry }>(
  { role }: ObservedRoleForDeletion,
  context: Context,
): Context {
  const { entry } = context;
  const provider = parseArn(entry.providerArn);
  const accountId = parseArn(valueOf(role)?.arn ?? '')?.accountId;
  if (!provider || accountId === undefined) return context;
  const providerArn = formatArn({ ...provider, accountId });
  return { ...context, entry: { ...entry, providerArn } };
}

/** The association goes when we made it. */
function associationSteps(
  { ref, refText, eks, recorded, adopted }: Deletion,
  { association }: ObservedForDeletion,
): PlannedStep[] {
  const record = associationRecord(refText);
  const present = association && valueOf(association);
  if (!present || !recorded.has(record)) return [];
  const object = `EKS Pod Identity association of ${ref.namespace}/${ref.name} in ${ref.cluster}`;
  const ours = present.tags?.[MANAGED_BY_KEY] === MANAGED_BY;
  return ours && !adopted.has(record)
    ? deleteAssociationSteps(
        { refText, clusterName: eks.name, object },
        present,
      )
    : [
        keptStep(
          'pod-identity-association',
          { kind: 'pod-identity-association', name: record },
          object,
          'this product did not make it',
        ),
      ];
}

/** Ids tell further roles and policies apart. */
function numbered(steps: PlannedStep[], index: number): PlannedStep[] {
  return index === 0
    ? steps
    : steps.map(step => ({ ...step, id: `${step.id}-${index + 1}` }));
}
