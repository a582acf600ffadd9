import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { matchesGlob } from '../ownership/namespaceRules';
import { policiesBefore } from './permissions/before';
import type { Desired, PlannedStep } from './types';

/** What comes with a role beside the policy of its grants: nothing, policies, or what could not be read. */
export type Brought = 'nothing' | 'policies' | 'unread';

/** A plan that gives access, as rules about approval look at it. */
export interface ApprovalQuestion {
  spec: IamServiceAccountSpec;
  /** The accounts that it writes in. */
  accountIds: string[];
  /** Those that it brings. */
  risks: readonly Pick<Risk, 'severity'>[];
  /** What else comes with the role that it lets its ServiceAccount into. */
  brought: Brought;
}

const SEVERITIES: Risk['severity'][] = ['low', 'medium', 'high'];

/** Annotations that decide which role a pod gets, and whether the role takes its token. */
const DECIDING = [EKS_ANNOTATIONS.roleArn, EKS_ANNOTATIONS.audience].map(
  key => `annotations.${key}`,
);

/** Whether a step opens a way to a role that is there, without making it or changing its trust policy. */
export function opensWay({ effect, diff }: PlannedStep): boolean {
  switch (effect?.type) {
    case 'create-oidc-provider':
    case 'add-client-id':
    case 'update-association':
      return true;
    case 'patch-service-account':
    case 'annotate-service-account':
      return (
        typeof effect.annotations[EKS_ANNOTATIONS.roleArn] === 'string' &&
        diff.some(({ field }) => DECIDING.includes(field))
      );
    default:
      return false;
  }
}

/** Whether steps let a ServiceAccount into a role that may be there already: all that the role may do is new to it then. */
export function letsIn(steps: readonly PlannedStep[]): boolean {
  return steps.some(
    step =>
      opensWay(step) ||
      step.effect?.type === 'update-trust-policy' ||
      step.effect?.type === 'create-association' ||
      step.effect?.type === 'create-service-account',
  );
}

/** What the role has now beside the policy of the grants, such as what was approved for another ServiceAccount or came with an adoption. */
export function broughtBy(
  { policyArn }: Pick<Desired, 'policyArn'>,
  observed: Observed,
): Brought {
  if (!valueOf(observed.role)) return 'nothing';
  const { identityPolicies, unreadable } = policiesBefore(observed);
  const present = [observed.attachedPolicies, observed.inlinePolicies].flatMap(
    policies => valueOf<unknown[]>(policies) ?? [],
  );
  const isUnread =
    unreadable.includes('identity') || present.length > identityPolicies.length;
  if (isUnread) return 'unread';
  const gives = identityPolicies.some(
    ({ name, document }) =>
      name !== policyArn &&
      [document.Statement].flat().some(({ Effect }) => Effect !== 'Deny'),
  );
  return gives ? 'policies' : 'nothing';
}

/** The rules by which a plan that gives access needs an approval: each is met by a decision of its own. */
export function approvalRulesOf(
  rules: readonly ApprovalRule[],
  question: ApprovalQuestion,
): ApprovalRule[] {
  return rules.filter(
    rule => isOfPlace(rule, question) && isAbout(rule, question),
  );
}

/** Whether a rule asks for the risks of a plan, which take an evaluation to find out. */
export function asksForRisks(rules: readonly ApprovalRule[]): boolean {
  return rules.some(({ minimumRisk }) => minimumRisk !== undefined);
}

function isOfPlace(
  { clusters, accounts }: ApprovalRule,
  { spec, accountIds }: ApprovalQuestion,
): boolean {
  return (
    (clusters?.some(pattern => matchesGlob(pattern, spec.cluster)) ?? true) &&
    (accounts?.some(id => accountIds.includes(id)) ?? true)
  );
}

function isAbout(
  { grants, minimumRisk }: ApprovalRule,
  { spec, risks, brought }: ApprovalQuestion,
): boolean {
  if (grants === undefined && minimumRisk === undefined) return true;
  // What a role has that was there before is new to the service, whatever is known of it.
  if (spec.adopt || brought === 'unread') return true;
  const least = minimumRisk && SEVERITIES.indexOf(minimumRisk);
  return (
    (grants !== undefined &&
      (brought === 'policies' || hasGrant(grants, spec))) ||
    (least !== undefined &&
      risks.some(({ severity }) => SEVERITIES.indexOf(severity) >= least))
  );
}

/** A document of the caller's own, a managed policy or a role that another one leads to names no grant, and may give any. */
function hasGrant(patterns: string[], spec: IamServiceAccountSpec): boolean {
  return (
    spec.policyDocument !== undefined ||
    (spec.managedPolicyArns ?? []).length > 0 ||
    (spec.grants ?? []).some(({ service, access }) =>
      patterns.some(pattern => matchesGlob(pattern, `${service}:${access}`)),
    )
  );
}
