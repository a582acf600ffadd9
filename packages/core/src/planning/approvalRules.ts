import type { ApprovalRule } from '../model/config';
import type { IamServiceAccountSpec, Risk } from '../model/types';
import { EKS_ANNOTATIONS, PREFIX } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { matchesGlob } from '../ownership/namespaceRules';
import { policiesBefore } from './permissions/before';
import type { OwnershipContext } from './rules/ownershipContext';
import type { Desired, PlannedStep } from './types';

/** What comes with a role beside the policy of its grants: nothing, policies, or what could not be read. */
export type Brought = 'nothing' | 'policies' | 'unread';

/** A plan that gives access, as rules about approval look at it. */
export interface ApprovalQuestion {
  spec: IamServiceAccountSpec;
  /** The cluster of the spec, and those of others that have its role or policy. */
  clusters: string[];
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

/**
 * Whether a step changes tags of a role that a spec brings. Policies of the role and of resources may allow by `aws:PrincipalTag` and `aws:ResourceTag`,
 * so that any of them may give access. Those that Backstage sets itself say whose the role is, which is decided elsewhere.
 */
export function changesTags({ effect, diff }: PlannedStep): boolean {
  return (
    (effect?.type === 'tag-role' || effect?.type === 'untag-role') &&
    diff.some(({ field }) => !field.startsWith(`tags.${PREFIX}`))
  );
}

/** Whether steps let a ServiceAccount into a role that may be there already, or change its tags: all that the role may do may be new to it then. */
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

/** The clusters in which a plan may give access: that of its spec, and those of others that have the same role or policy. */
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
