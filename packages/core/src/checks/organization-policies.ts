import { accountIdOf, parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPermit, ObservedRole } from '../model/observed';
import { fail, pass, undecided, unreadable, warn } from './utils/answer';
import { askForException } from './utils/askForException';
import type { AssumeDenial } from './utils/deniedByOrganization';
import {
  askedOf,
  organizationAnswer,
  type OrganizationDenial,
} from './utils/organizationDenials';
import { trustDenial, unreadTrustControls } from './utils/trustDenial';
import type { Check, CheckAnswer } from './types';

const FAULT = 'organization-denies';

/**
 * Checks whether SCPs and RCPs allow what the role's own policies allow. Evaluates the policies that were read and, in a live verification, AWS's
 * simulation. A denial fails the check only if the policy was read and denies the call regardless of its context. A simulation is evidence, not
 * proof, so its denial is only a warning.
 */
export const check: Check = {
  meta: {
    id: 'organization-policies',
    link: 'permissions',
    question:
      "Do policies of the organization allow what the role's own policies allow?",
    symptoms: [
      'AccessDenied: … with an explicit deny in a service control policy',
    ],
    requiredPermissions: ['iam:SimulatePrincipalPolicy'],
    faults: [FAULT],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/organization-policies.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
    decides: false,
  },
  arises: observed =>
    observed.permits.state !== 'absent' ||
    isKnown(observed) ||
    trustDenialOf(observed) !== undefined,
  run(observed) {
    const { permits } = observed;
    const role = valueOf(observed.role);
    const ofTrust = trustDenialOf(observed);
    if (role && ofTrust) return deniesTrust(ofTrust, role);
    if (role && isKnown(observed)) return byPoliciesRead(observed, role);
    if (permits.state === 'unknown') {
      return unreadable('What the organization allows', permits);
    }
    const asked = valueOf(permits);
    if (!asked) return undecided('Organization policies were not evaluated.');
    const denied = asked.find(isDenied);
    return denied
      ? deniedBySimulation(denied, observed)
      : pass(
          "AWS's policy simulation allows the evaluated actions. It does not evaluate RCPs.",
        );
  },
};

/** Whether SCPs or RCPs of the role's account were read, and the role has a call to evaluate them for. */
function isKnown(observed: Observed): boolean {
  const role = valueOf(observed.role);
  if (!role) return false;
  const known = observed.organizations?.[accountIdOf(role.arn)];
  return (
    (known?.serviceControl.state === 'read' ||
      known?.resourceControl.state === 'read') &&
    askedOf(observed, role).length > 0
  );
}

/**
 * Evaluates RCPs for the request through which pods get the role. Skipped for a target role: EKS assumes it from the associated role, and the check
 * `target-role` evaluates that call.
 */
function trustDenialOf(observed: Observed): AssumeDenial | undefined {
  const role = valueOf(observed.role);
  return role && !observed.target ? trustDenial(observed, role) : undefined;
}

function deniesTrust(
  { action, blocker, openKeys }: AssumeDenial,
  role: ObservedRole,
): CheckAnswer {
  const remediation = { sentence: askForException(blocker, action) };
  const message = `${blocker.message} Pods need this to get role ${role.name}.`;
  return openKeys.length === 0
    ? fail(message, remediation, FAULT)
    : warn(`${message} ${hangsOn(openKeys.join(', '))}`, remediation, FAULT);
}

function byPoliciesRead(observed: Observed, role: ObservedRole): CheckAnswer {
  const { denials, unread } = organizationAnswer(observed, role);
  const simulated = valueOf(observed.permits) ?? [];
  const secondOpinion = (denial: OrganizationDenial) =>
    simulated.find(
      ({ action, resource }) =>
        action === denial.action && resource === denial.resource,
    );
  const broken = denials.find(
    denial =>
      denial.isCertain &&
      denial.unknownKey === undefined &&
      // The simulator does not evaluate RCPs.
      (denial.blocker.layer === 'resource-control' ||
        secondOpinion(denial)?.allowedByOrganizations !== true),
  );
  const denial = broken ?? denials[0];
  if (denial) {
    const message = `${denial.blocker.message} The role's own policies allow it.`;
    const remediation = { sentence: howToFix(denial, role) };
    if (broken) return fail(message, remediation, FAULT);
    return warn(
      `${message} ${doubtAbout(denial, secondOpinion(denial))}`,
      remediation,
      FAULT,
    );
  }
  const denied = simulated.find(isDenied);
  if (denied) return deniedBySimulation(denied, observed);
  const unreadOfTrust = unreadTrustControls(observed, role);
  if (unreadOfTrust !== undefined) {
    return undecided(
      `The organization policies that were read allow the evaluated actions. RCPs may prevent pods from getting role ${role.name}. ${unreadOfTrust}`,
    );
  }
  const reasons = unread.map(({ reason = '' }) => reason);
  return pass(
    [
      'The SCPs and RCPs that were read allow the evaluated actions.',
      ...new Set(reasons),
    ].join(' '),
  );
}

function isDenied({ allowedByOrganizations }: ObservedPermit): boolean {
  return !allowedByOrganizations;
}

function howToFix(
  { action, blocker }: OrganizationDenial,
  role: ObservedRole,
): string {
  return `${askForException(
    blocker,
    action,
  )} If the service does not need ${action}, remove it from the policies of role ${
    role.name
  }.`;
}

function hangsOn(key: string): string {
  return `That depends on ${key}, which only a request shows.`;
}

/** Explains why a denial is only a warning. */
function doubtAbout(
  { unknownKey, isCertain }: OrganizationDenial,
  opinion: ObservedPermit | undefined,
): string {
  if (unknownKey !== undefined) {
    return hangsOn(unknownKey);
  }
  return !isCertain || !opinion
    ? 'Whether this applies to every resource that the role uses is not known.'
    : "AWS's policy simulation allows it: the policy may have changed since it was read.";
}

function deniedBySimulation(
  { action, resource }: ObservedPermit,
  { config, role }: Observed,
): CheckAnswer {
  const accountId =
    parseRoleArn(valueOf(role)?.arn ?? '')?.accountId ?? config.accountId;
  return warn(
    `AWS's policy simulation says that a policy of the organization denies ${action} on ${resource}, which the role's own policies allow.`,
    {
      sentence: `AWS does not say which service control policy it is. Ask the organization's administrators to check the policies of account ${accountId} and of its parent OUs, and to exempt the role or the action. If calls from ${config.region} work, a policy condition depends on context that the simulation lacks, such as the VPC.`,
    },
    FAULT,
  );
}
