import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { EKS_ANNOTATIONS } from '../model/annotations';
import { matchesGlob } from '../ownership/namespaceRules';
import type { PlannedStep } from './types';

/** A plan that gives access, as rules about approval look at it. */
export interface ApprovalQuestion {
  spec: IamServiceAccountSpec;
  /** The accounts that it writes in. */
  accountIds: string[];
  /** Those that it brings. */
  risks: readonly Pick<Risk, 'severity'>[];
}

const SEVERITIES: Risk['severity'][] = ['low', 'medium', 'high'];

/** Whether a step opens a way to a role that is there, without making it or changing its trust policy. */
export function opensWay({ effect }: PlannedStep): boolean {
  switch (effect?.type) {
    case 'create-oidc-provider':
    case 'add-client-id':
    case 'update-association':
      return true;
    case 'patch-service-account':
    case 'annotate-service-account':
      return typeof effect.annotations[EKS_ANNOTATIONS.roleArn] === 'string';
    default:
      return false;
  }
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
  { spec, risks }: ApprovalQuestion,
): boolean {
  if (grants === undefined && minimumRisk === undefined) return true;
  // What a role has that was there before is new to the service, whatever is known of it.
  if (spec.adopt) return true;
  const least = minimumRisk && SEVERITIES.indexOf(minimumRisk);
  return (
    (grants !== undefined && hasGrant(grants, spec)) ||
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
