import { formatArn, parseArn } from '../../arn/arn';
import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type {
  ObservedForDeletion,
  ObservedPolicyForDeletion,
  ObservedRoleForDeletion,
} from './observedForDeletion';
import { valueOf } from '../../model/observation';
import { deleteAssociationSteps } from '../objects/association';
import {
  isDeletable,
  policiesOfOthers,
  NOT_CONFIGURED,
  type Deletion,
  type DeletionContext,
  type TrustedPlace,
} from './deletable';
import { deleteServiceAccountSteps } from './deleteServiceAccount';
import { associationRecord } from '../ownership/records';
import { changeStep, keptStep, type PlannedStep } from '../types';
import { servesOthers } from '../trust/trust';
import { trustEntryOf, type TrustEntry } from '../trust/trustEntry';
import type { ObservedRole } from '../../model/observed';
import { describeTool, managingTool } from '../rules/otherTools';
import { leaveSteps } from './leaveRole';
import { takeOffSteps } from '../objects/rolePolicySteps';

/**
 * Deletes the policy if Backstage created it and it is attached to nothing else. IAM requires deleting its other versions first.
 *
 * @param before - the previous steps, which detach the policy from roles
 */
function deletePolicySteps(
  context: DeletionContext,
  observed: ObservedPolicyForDeletion,
  before: PlannedStep[],
): PlannedStep[] {
  const policy = valueOf(observed.policy);
  if (!policy) return [];
  const { arn, name } = policy;
  const target = { kind: 'policy', name: arn } as const;
  const object = `policy ${name}`;
  const tool = managingTool(policy.tags, context.recorded);
  if (tool || !isDeletable(policy, context)) {
    const why = tool ? describeTool(tool) : 'it is not managed by Backstage';
    return [keptStep('policy', target, `Policy ${name}`, why)];
  }
  // Only count roles of the policy's account: another account can have a role of the same name.
  const freed = before.flatMap(({ effect, target: role }) =>
    effect?.type === 'detach-role-policy' &&
    effect.policyArn === arn &&
    accountOf(role.name) === accountOf(arn)
      ? `role/${effect.roleName}`
      : [],
  );
  const others = (valueOf(observed.users) ?? []).filter(
    user => !freed.includes(user),
  );
  if (others.length > 0) {
    const why = `it serves ${others.join(', ')}`;
    return [keptStep('policy', target, `Policy ${name}`, why)];
  }
  const versions = policy.versionIds.filter(
    id => id !== policy.defaultVersionId,
  );
  return [
    ...versions.map(versionId =>
      changeStep({
        id: `policy-version-${versionId}`,
        action: 'delete',
        target,
        verb: 'Delete',
        object: `version ${versionId} of ${object}`,
        diff: [{ field: 'version', before: versionId, after: null }],
        effect: { type: 'delete-policy-version', arn, versionId },
      }),
    ),
    changeStep({
      id: 'policy',
      action: 'delete',
      target,
      verb: 'Delete',
      object,
      diff: [
        {
          field: 'document',
          before: policy.document.document ?? policy.document.text,
          after: null,
        },
      ],
      effect: { type: 'delete-policy', arn },
    }),
  ];
}

/** Returns the account of a step's object. For an attachment, this is the role. */
function accountOf(name: string): string | undefined {
  return parseArn(name.split(' ')[0])?.accountId;
}

/** Deletes the role if Backstage created it, it serves nobody else, and others attached no policies. If not, the ServiceAccount leaves it. */
function deleteRoleSteps(
  deletion: DeletionContext,
  observed: ObservedRoleForDeletion,
): PlannedStep[] {
  const role = valueOf(observed.role);
  if (!role) return [];
  const tool = managingTool(role.tags, deletion.recorded);
  if (tool) {
    const target = { kind: 'role', name: role.arn } as const;
    return [keptStep('role', target, `Role ${role.name}`, describeTool(tool))];
  }
  const alone = !deletion.shared.has(role.arn);
  const context = { ...deletion, entry: { ...deletion.entry, alone } };
  const goes =
    isDeletable(role, context) &&
    !servesOthers(role.trust.document, context.entry) &&
    policiesOfOthers(role, observed, context).length === 0;
  if (goes) {
    const attached = (valueOf(observed.attachedPolicies) ?? []).flatMap(
      read => valueOf(read) ?? [],
    );
    const inline = valueOf(observed.inlinePolicies) ?? [];
    return [...takeOffSteps(role, attached, inline), deleteStep(context, role)];
  }
  return leaveSteps(context, role, observed);
}

function deleteStep(
  { entry }: DeletionContext,
  { arn, name, trust }: ObservedRole,
): PlannedStep {
  return changeStep({
    id: 'role',
    action: 'delete',
    target: { kind: 'role', name: arn },
    verb: 'Delete',
    object: `role ${name}`,
    diff: [
      {
        field: 'trustPolicy',
        before: trust.document ?? trust.text,
        after: null,
      },
    ],
    effect: { type: 'delete-role', name, entry },
  });
}

/**
 * Returns the ordered steps that delete an IAM service account: first its access, then the objects that nobody uses anymore. Namespaces, OIDC
 * providers, and objects that Backstage did not create or that serve others are never deleted. The steps depend only on the observed state, so a new
 * plan continues an interrupted deletion.
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

/** Returns the entry of the ServiceAccount. Any other subject in a Backstage statement counts, regardless of how it got there. */
function entryOf(
  { ref: spec, audience, eks: cluster }: TrustedPlace,
  providerArn: string,
): TrustEntry {
  return {
    ...trustEntryOf({ spec, providerArn, audience, cluster }),
    shared: true,
    alone: false,
  };
}

/** Checks whether a role serves anybody other than the ServiceAccount. True also for an unreadable trust policy. */
export function roleServesOthers(
  place: TrustedPlace,
  observed: ObservedRoleForDeletion,
  providerArn: string,
): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const { entry } = inAccountOf(observed, {
    entry: entryOf(place, providerArn),
  });
  return servesOthers(document, entry);
}

/** Returns the steps for the roles, each in its own account, and then for the policies that were attached to them. */
export function deleteIamSteps(
  context: DeletionContext,
  { roles, policies }: Pick<ObservedForDeletion, 'roles' | 'policies'>,
): PlannedStep[] {
  const home = parseArn(context.eks.arn)?.accountId;
  const isHere = ({ role }: ObservedRoleForDeletion) =>
    parseArn(valueOf(role)?.arn ?? '')?.accountId === home;
  // Delete a pod role before the role of another account that it can assume.
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

/** Adapts the context to the role's account: a role trusts the OIDC provider of its own account, for the same issuer. */
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

/** Deletes the association if Backstage created it. */
function associationSteps(
  { ref, refText, eks, recorded, adopted }: Deletion,
  { association }: ObservedForDeletion,
): PlannedStep[] {
  const record = associationRecord(refText);
  if (!recorded.has(record)) return [];
  const object = `EKS Pod Identity association of ${ref.namespace}/${ref.name} in ${ref.cluster}`;
  const kept = (why: string) => [
    keptStep(
      'pod-identity-association',
      { kind: 'pod-identity-association', name: record },
      object,
      why,
    ),
  ];
  if (eks.name === '') {
    return kept(
      `${NOT_CONFIGURED}. If the cluster still exists, delete it there`,
    );
  }
  const present = association && valueOf(association);
  if (!present) return [];
  const ours = present.tags?.[MANAGED_BY_KEY] === MANAGED_BY;
  return ours && !adopted.has(record)
    ? deleteAssociationSteps(
        { refText, clusterName: eks.name, object },
        present,
      )
    : kept('it was not created by Backstage');
}

/** Makes the step IDs of further roles and policies unique. */
function numbered(steps: PlannedStep[], index: number): PlannedStep[] {
  return index === 0
    ? steps
    : steps.map(step => ({ ...step, id: `${step.id}-${index + 1}` }));
}
