import type { Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import type { Desired } from '../types';
import { POD_ROLE_POLICY } from '../objects/podRole';
import { sameDocument } from '../sameDocument';
import { deletedPrincipals } from '../trust/deletedPrincipals';
import { broadStatements, mergedTrust, servesOthers } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';
import { whyTrustUnreadable } from '../trust/unreadableTrust';
import { adoptionProblem } from './adoption';
import { concernsOthers } from './concernsOthers';
import { checkInlinePolicy } from './inlinePolicy';
import {
  checkForeign,
  checkLost,
  checkName,
  otherOwner,
  type IamObject,
} from './othersObject';
import type { OwnershipContext } from './ownershipContext';
import {
  checkNameCase,
  checkNewName,
  checkPath,
  checkPolicyPath,
} from './roleArn';
import { checkServiceAccount } from './serviceAccountOwnership';
import { objectOwnershipOf } from './objectOwnership';

/** Returns the field that requests an existing role. A role that another tool returns is not adopted. */
function takenBy({ spec }: Desired): string {
  return spec.adopt ? 'adopt' : 'name';
}

/** Checks the trust policy and the policies of an existing role. */
function checkContents(
  role: ObservedRole,
  context: OwnershipContext,
): Violation[] {
  return [
    ...checkOtherPrincipals(role, context.desired),
    ...checkReadable(role, context),
  ];
}

/** Refuses an unknown trust policy: merging into it would remove the statements of others. */
function checkReadableTrust(role: ObservedRole): Violation[] {
  const why = whyTrustUnreadable(role);
  return why === undefined
    ? []
    : [
        {
          field: 'roleName',
          rule: 'trust-policy-unreadable',
          message: `Role ${role.arn} cannot be changed: ${why}. Ask an administrator to correct it.`,
        },
      ];
}

/** Refuses other principals in the trust policy of an adopted role, because they would get all permissions that the role receives later. */
function checkOtherPrincipals(
  role: ObservedRole,
  desired: Desired,
): Violation[] {
  const { arn, trust } = role;
  if (!servesOthers(trust.document, trustEntryOf(desired))) return [];
  const why = whyTrustUnreadable(role);
  return [
    {
      field: takenBy(desired),
      rule: 'adoption-trust-policy',
      message:
        why === undefined
          ? `Role ${arn} cannot be adopted: its trust policy also trusts other principals. Ask an administrator to remove them first.`
          : `Role ${arn} cannot be adopted: ${why}.`,
    },
  ];
}

/** Refuses a role with unreadable policies, because they cannot be judged. */
function checkReadable(
  { arn }: ObservedRole,
  { desired, observed }: OwnershipContext,
): Violation[] {
  const { attachedPolicies, inlinePolicies } = observed;
  const attached = (valueOf(attachedPolicies) ?? []).map(valueOf);
  const isUnreadable =
    attached.some(policy => !policy?.document.document) ||
    (valueOf(inlinePolicies) ?? []).some(({ document }) => !document.document);
  return isUnreadable
    ? [
        {
          field: takenBy(desired),
          rule: 'adoption-policies',
          message: `Role ${arn} cannot be adopted: one of its policies cannot be read, so its permissions are unknown.`,
        },
      ]
    : [];
}

function checkRole(
  role: ObservedRole | undefined,
  context: OwnershipContext,
): Violation[] {
  const { desired, ownership } = context;
  if (!role) return checkName('Role', desired.roleArn, context);
  const owned = objectOwnershipOf(role, desired, ownership);
  switch (owned) {
    case 'ours':
      return checkReadableTrust(role);
    case 'other-owner':
      return [otherOwner('Role', role.arn, desired)];
    case 'returning':
      return checkContents(role, context);
    case 'lost':
      return checkLost('Role', role, context);
    default: {
      // A pod role only leads to its target role, so it is created, never adopted.
      if (!desired.spec.adopt || desired.policyName === POD_ROLE_POLICY) {
        return checkForeign('Role', role, desired);
      }
      const consent = adoptionProblem(
        {
          what: `Role ${role.arn}`,
          objectId: role.id,
          pairs: role.tags,
        },
        desired,
        ownership,
        { now: context.now, isRecorded: owned === 'adopting' },
      );
      return consent.length > 0 ? consent : checkContents(role, context);
    }
  }
}

/** Checks an existing policy. A policy is never adopted: it comes with its role, or is created. */
function checkPolicy(
  policy: IamObject | undefined,
  context: OwnershipContext,
): Violation[] {
  const { desired, ownership } = context;
  if (!policy) {
    return desired.policy
      ? checkName('Policy', desired.policyArn, context)
      : [];
  }
  switch (objectOwnershipOf(policy, desired, ownership)) {
    case 'ours':
    case 'returning':
      return [];
    case 'other-owner':
      return [otherOwner('Policy', policy.arn, desired)];
    case 'lost':
      return checkLost('Policy', policy, context);
    default:
      return checkForeign('Policy', policy, desired);
  }
}

/** Refuses a trust policy with a statement of others that is so broad that Backstage's statement would restrict nothing. */
function checkTrust(desired: Desired, observed: Observed): Violation[] {
  const present = valueOf(observed.role)?.trust.document;
  const entry = trustEntryOf(desired);
  const broad = broadStatements(present, entry);
  return broad.map(position => ({
    field: 'roleName',
    rule: 'trust-policy-broad',
    message: `Statement ${position} of the trust policy of role ${desired.roleName} names no ServiceAccount: any identity of its provider can assume the role. An administrator must narrow it first.`,
  }));
}

/** Refuses a trust policy that names deleted principals: IAM would reject it after other steps had been made. */
function checkDeletedPrincipals(
  desired: Desired,
  observed: Observed,
): Violation[] {
  const present = valueOf(observed.role)?.trust.document;
  if (!present) return [];
  const after = mergedTrust(present, trustEntryOf(desired));
  if (sameDocument(present, after)) return [];
  return deletedPrincipals(present, desired.roleName).map(message => ({
    field: 'roleName',
    rule: 'trust-principal-deleted',
    message,
  }));
}

/** Requires the same grants and document of a ServiceAccount that joins a shared role, so that it removes nothing that others need. */
function checkShared(desired: Desired, observed: Observed): Violation[] {
  const { sharing, policy, policyName, inlinePolicy, roleName } = desired;
  if (sharing !== 'joins' || observed.role.state === 'absent') return [];
  const granted = valueOf(observed.plannedPolicy)?.document.document;
  const written = (valueOf(observed.inlinePolicies) ?? []).find(
    ({ name }) => name === policyName,
  );
  const sameGrants = policy
    ? sameDocument(granted, policy)
    : granted === undefined;
  const sameText = inlinePolicy
    ? sameDocument(written?.document.document, inlinePolicy)
    : written === undefined;
  const fields = [
    ...(sameGrants ? [] : ['grants']),
    ...(sameText ? [] : ['policyDocument']),
  ];
  return fields.map(field => ({
    field,
    rule: 'shared-grants',
    message: `Role ${roleName} is shared. Use the same ${field} as the other ServiceAccounts with this role.`,
  }));
}

/** Checks whether Backstage may use an existing role of the planned name. Called for each role of a spec. */
export function checkRoleOwnership(context: OwnershipContext): Violation[] {
  const { desired, observed, recorded } = context;
  const role = valueOf(observed.role);
  const moved = checkPath(role, desired, recorded);
  const broken = moved.length > 0 ? moved : checkRole(role, context);
  // Do not disclose the trust policy of others, least of all that it trusts everybody.
  if (concernsOthers(broken)) return broken;
  return [
    ...(broken.length > 0 ? broken : checkNameCase(role, desired)),
    ...checkNewName(desired, observed, recorded),
    ...checkTrust(desired, observed),
    ...checkDeletedPrincipals(desired, observed),
  ];
}

/** Refuses existing objects of the planned names that belong to others. These are never overwritten. */
export function checkOwnership(context: OwnershipContext): Violation[] {
  const { desired, observed, recorded } = context;
  const role = checkRoleOwnership(context);
  const isOthers = role.some(({ rule }) => rule === 'other-owner');
  return [
    ...role,
    ...checkPolicy(valueOf(observed.plannedPolicy), context),
    ...(isOthers ? [] : checkPolicyPath(desired, observed, recorded)),
    // These messages could reveal the permissions of another owner's role.
    ...(isOthers ? [] : checkShared(desired, observed)),
    ...(isOthers ? [] : checkInlinePolicy(context)),
    ...checkServiceAccount(context),
  ];
}
