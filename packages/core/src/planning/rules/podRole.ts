import { evaluate } from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../../trust/read';
import { type Violation } from '../../model/types';
import { absent, valueOf } from '../../model/observation';
import type {
  Observed,
  ObservedPolicy,
  ObservedRole,
} from '../../model/observed';
import { seenFromPodRole } from '../plan';
import { POD_ROLE_POLICY } from '../objects/podRole';
import type { Desired } from '../types';
import { consentTo } from '../../permissions/resources/consent';
import { isOpen } from '../../permissions/simulation/openConditions';
import { openKeysOf } from '../../permissions/simulation/openDenials';
import { callContext } from '../../permissions/simulation/simulationContext';
import { sameDocument } from '../sameDocument';
import { checkRoleOwnership } from './ownership';
import type { OwnershipContext } from './ownershipContext';
import { concernsOthers } from './concernsOthers';
import { checkRoleSizes, checkSizes } from './sizes';
import { checkWantedPolicies } from './wantedPolicies';

const CHAIN = ['sts:AssumeRole', 'sts:TagSession'];
const SERVICE = 'Service: pods.eks.amazonaws.com';

function ownPolicy({ inlinePolicies }: Observed) {
  return (valueOf(inlinePolicies) ?? []).find(
    ({ name }) => name === POD_ROLE_POLICY,
  );
}

/** Checks whether a role trusts only EKS Pod Identity. */
function trustsPodsAlone({ trust }: ObservedRole): boolean {
  return (
    trust.document !== undefined &&
    readTrustPolicy(trust.document)
      .filter(({ effect }) => effect === 'Allow')
      .every(
        ({ federated, others }) =>
          federated.length === 0 && others.every(other => other === SERVICE),
      )
  );
}

/** Checks whether a role can only assume this target role, or nothing yet. */
function isClean(podRole: Desired, seen: Observed, role: ObservedRole) {
  const own = ownPolicy(seen)?.document.document;
  const isForTarget =
    own === undefined ||
    (podRole.inlinePolicy !== undefined &&
      sameDocument(own, podRole.inlinePolicy));
  return (
    role.arn === podRole.roleArn &&
    (valueOf(seen.attachedPolicies) ?? []).length === 0 &&
    (valueOf(seen.inlinePolicies) ?? []).every(
      ({ name }) => name === POD_ROLE_POLICY,
    ) &&
    isForTarget &&
    trustsPodsAlone(role)
  );
}

/**
 * Checks whether an existing role can be the pod role. It must have no other purpose, because all its users would get the target role too. The
 * ServiceAccount's own role keeps its permissions as long as pods use it, so it cannot become the pod role.
 */
function checkClean(
  podRole: Desired,
  seen: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const role = valueOf(seen.role);
  if (!role) return [];
  const joins = podRole.sharing === 'joins';
  const isOurs = recorded.has(podRole.roleArn) && !joins;
  const hasPolicy = ownPolicy(seen) !== undefined;
  const isFit = isOurs && hasPolicy;
  const isEmptyOfOthers = joins && !hasPolicy;
  return isFit || (isClean(podRole, seen, role) && !isEmptyOfOthers)
    ? []
    : [
        {
          field: isOurs ? 'accountId' : 'roleName',
          rule: 'pod-role-conflict',
          message: `Role ${podRole.roleName} in account ${podRole.accountId} already exists for another purpose, so it cannot be the pod role. Choose a roleName that is free in both accounts.`,
        },
      ];
}

/** Checks that the permissions boundary allows the pod role to assume the target role. If not, pods would get no credentials. */
function checkBoundary(
  desired: Desired,
  podRole: Desired,
  seen: Observed,
): Violation[] {
  const { boundaryArn, inlinePolicy } = podRole;
  const policy =
    boundaryArn === undefined
      ? valueOf(seen.permissionsBoundary)
      : valueOf(seen.wantedPolicies?.[boundaryArn] ?? absent<ObservedPolicy>());
  const document = policy?.document.document;
  if (!policy || !document || !inlinePolicy) return [];
  const isAllowed = CHAIN.every(action => {
    const request = {
      principal: { kind: 'role' as const, arn: podRole.roleArn },
      action,
      resource: desired.roleArn,
      identityPolicies: [{ name: POD_ROLE_POLICY, document: inlinePolicy }],
      permissionsBoundary: { name: policy.arn, document },
      resourcePolicy: consentTo(podRole.roleArn),
      context: callContext(
        { arn: podRole.roleArn, tags: podRole.tags },
        desired.config.region,
        { action, resource: desired.roleArn },
      ),
    };
    const result = evaluate(request);
    return (
      result.decision === 'Allowed' ||
      // The values that EKS sends decide then.
      openKeysOf(request, result, isOpen) !== undefined
    );
  });
  return isAllowed
    ? []
    : [
        {
          field: 'accountId',
          rule: 'pod-role-boundary',
          message: `The permissions boundary ${policy.arn} does not allow the pod role to assume role ${desired.roleArn}. Ask an administrator to add an exception for ${desired.path} in account ${desired.accountId}.`,
        },
      ];
}

/** Refuses a pod role of others as the spec's own role: it could assume their target role. */
function checkNoPodRole(desired: Desired, observed: Observed): Violation[] {
  return desired.accountId === desired.config.accountId &&
    ownPolicy(observed) !== undefined
    ? [
        {
          field: 'roleName',
          rule: 'pod-role',
          message: `Role ${desired.roleName} is reserved as the pod role of a cross-account association. Choose another roleName.`,
        },
      ]
    : [];
}

/** Checks the preconditions for a role of another account that EKS assumes from a pod role. */
export function checkPodRole(context: OwnershipContext): Violation[] {
  const { desired, observed, recorded } = context;
  const { podRole } = desired;
  if (!podRole) return checkNoPodRole(desired, observed);
  const seen = seenFromPodRole(observed);
  const ownership = checkRoleOwnership({
    ...context,
    ...{ desired: podRole, observed: seen },
  });
  return [
    ...checkWantedPolicies(podRole, observed),
    ...checkSizes(podRole, seen),
    ...ownership,
    // These would tell what the role of another owner has.
    ...(concernsOthers(ownership)
      ? []
      : [
          ...checkRoleSizes(podRole, seen, recorded),
          ...checkClean(podRole, seen, recorded),
        ]),
    ...checkBoundary(desired, podRole, seen),
  ];
}
