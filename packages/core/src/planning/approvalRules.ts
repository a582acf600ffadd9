import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { EKS_ANNOTATIONS, PREFIX } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { matchesGlob } from '../ownership/namespaceRules';
import { isNotEvaluated } from '../permissions/notEvaluated';
import { policiesBefore } from './permissions/before';
import type { OwnershipContext } from './rules/ownershipContext';
import type { Desired, PlannedStep } from './types';

/** What a role brings in addition to the policy of its grants: nothing, policies, or policies that could not be read. */
export type Brought = 'nothing' | 'policies' | 'unread';

/** The facts that approval rules evaluate about a plan that gives access. */
export interface ApprovalQuestion {
  spec: IamServiceAccountSpec;
  /** The cluster of the spec, and the clusters of other ServiceAccounts that share its role or policy. */
  clusters: string[];
  /** The accounts in which the plan writes. */
  accountIds: string[];
  /** The risks that the plan brings. */
  risks: readonly Pick<Risk, 'id' | 'severity'>[];
  /** What else the role brings to its ServiceAccount. */
  brought: Brought;
}

const SEVERITIES: Risk['severity'][] = ['low', 'medium', 'high'];

/** The diff fields of the annotations that decide which role a pod gets, and whether the role accepts its token. */
const DECIDING = [EKS_ANNOTATIONS.roleArn, EKS_ANNOTATIONS.audience].map(
  key => `annotations.${key}`,
);

/** Checks whether a step gives access to an existing role without creating the role or changing its trust policy. */
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

/**
 * Checks whether a step changes role tags that a spec sets. Policies of the role and of resources can allow requests by `aws:PrincipalTag` and
 * `aws:ResourceTag`, so any such tag can give access. Tags that Backstage itself sets identify the owner and do not count: other rules decide about
 * ownership.
 */
export function changesTags({ effect, diff }: PlannedStep): boolean {
  return (
    (effect?.type === 'tag-role' || effect?.type === 'untag-role') &&
    diff.some(({ field }) => !field.startsWith(`tags.${PREFIX}`))
  );
}

/** Checks whether steps give a ServiceAccount access to an existing role or change its tags, so that all permissions of the role can be new to it. */
export function letsIn(steps: readonly PlannedStep[]): boolean {
  return steps.some(
    step =>
      opensWay(step) ||
      changesTags(step) ||
      step.effect?.type === 'update-trust-policy' ||
      step.effect?.type === 'create-association' ||
      step.effect?.type === 'create-service-account',
  );
}

/** Returns what the role has beyond the policy of the grants, such as policies for another ServiceAccount or from before an adoption. */
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

/** Returns the clusters in which a plan can give access: the cluster of its spec, and the clusters of others that share the role or policy. */
export function clustersGiven({
  desired: { spec, roleArn, policyArn, podRole },
  ownership: { holders },
}: Pick<OwnershipContext, 'desired' | 'ownership'>): string[] {
  const objects = [roleArn, policyArn, podRole?.roleArn];
  const others = holders
    .filter(({ object }) => objects.includes(object))
    .map(({ cluster }) => cluster);
  return [...new Set([spec.cluster, ...others])];
}

/** Returns the rules that require an approval of a plan that gives access. Each rule needs its own decision. */
export function approvalRulesOf(
  rules: readonly ApprovalRule[],
  question: ApprovalQuestion,
): ApprovalRule[] {
  return rules.filter(
    rule => isOfPlace(rule, question) && isAbout(rule, question),
  );
}

/** Checks whether a rule depends on the risks of a plan. Finding these risks takes a policy evaluation. */
export function asksForRisks(rules: readonly ApprovalRule[]): boolean {
  return rules.some(({ minimumRisk }) => minimumRisk !== undefined);
}

function isOfPlace(
  { clusters, accounts }: ApprovalRule,
  question: ApprovalQuestion,
): boolean {
  const { accountIds } = question;
  return (
    (clusters?.some(pattern =>
      question.clusters.some(name => matchesGlob(pattern, name)),
    ) ??
      true) &&
    (accounts?.some(id => accountIds.includes(id)) ?? true)
  );
}

function isAbout(
  { grants, minimumRisk }: ApprovalRule,
  { spec, risks, brought }: ApprovalQuestion,
): boolean {
  if (grants === undefined && minimumRisk === undefined) return true;
  // All permissions of a role that existed before are new to the service.
  if (spec.adopt || brought === 'unread') return true;
  const least = minimumRisk && SEVERITIES.indexOf(minimumRisk);
  return (
    (grants !== undefined &&
      (brought === 'policies' || hasGrant(grants, spec))) ||
    (least !== undefined &&
      risks.some(
        risk =>
          isNotEvaluated(risk) || SEVERITIES.indexOf(risk.severity) >= least,
      ))
  );
}

/** Checks whether a grant of a spec matches. True for an inline document or a managed policy, which name no grant and can allow anything. */
function hasGrant(patterns: string[], spec: IamServiceAccountSpec): boolean {
  return (
    spec.policyDocument !== undefined ||
    (spec.managedPolicyArns ?? []).length > 0 ||
    (spec.grants ?? []).some(({ service, access }) =>
      patterns.some(pattern => matchesGlob(pattern, `${service}:${access}`)),
    )
  );
}
