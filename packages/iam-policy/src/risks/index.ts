import type { NamedPolicy } from '../document/types';
import { accessOf } from '../effective/access';
import { Comparer } from '../effective/comparer';
import { withinBudget } from '../match/budget';
import type { RequestContext } from '../evaluate/types';
import { adminEquivalent } from './admin-equivalent';
import { Breadth } from './breadth';
import { BroadReach } from './broad-reach';
import { credentialExposure } from './credential-exposure';
import { dataAccess } from './data-access';
import { escalation } from './escalation';
import { openPrincipals } from './open-principals';
import { invalidPolicies } from './invalid-policies';
import { passRole } from './pass-role';
import { resourceExposure } from './resource-exposure';
import type { Granted, RiskQuestions, RiskRule } from './risk';
import { serviceWildcard } from './service-wildcard';
import type { Risk, RiskOptions } from './types';

const RULES: RiskRule[] = [
  escalation,
  passRole,
  credentialExposure,
  resourceExposure,
  dataAccess,
  serviceWildcard,
];

const SEVEREST_FIRST: Risk['severity'][] = ['high', 'medium', 'low'];

const NOT_EVALUATED: Risk = {
  id: 'not-evaluated',
  severity: 'medium',
  message:
    'The risks of its policies are unknown, at least in part. The policies are too complex to evaluate. Use fewer statements, resources, and conditions.',
  evidence: [],
};

/**
 * Finds the risks of a principal, most severe first. Covers what its identity policies grant together, except what they, the permissions boundary,
 * or the organization deny entirely; the principals that trust and resource policies let in; and broken documents. A statement with a condition
 * that can never hold grants nothing. For an administrator, who has every other permission risk too, reports only the administrator risk.
 * The work is limited: if policies are too complex, `not-evaluated` says that there can be other risks.
 *
 * @public
 */
export function findRisks(
  policies: NamedPolicy[],
  options: RiskOptions = {},
): Risk[] {
  const questions = withinBudget(() => questionsOf(policies, options));
  return [
    ...(questions ? ownRisks(questions) : [NOT_EVALUATED]),
    ...openPrincipals(options),
    ...(questions ? invalidPolicies(questions.access, options) : []),
  ].sort(
    (a, b) =>
      SEVEREST_FIRST.indexOf(a.severity) - SEVEREST_FIRST.indexOf(b.severity),
  );
}

function ownRisks(questions: RiskQuestions): Risk[] {
  if (questions.access.layers.grants.length === 0) return [];
  let isComplete = true;
  const found = (rule: RiskRule): Risk[] => {
    const risks = withinBudget(() => rule(questions));
    isComplete &&= risks !== undefined;
    return risks ?? [];
  };
  const admin = found(adminEquivalent);
  if (admin.length > 0) return admin;
  const risks = RULES.flatMap(found);
  return isComplete ? risks : [NOT_EVALUATED, ...risks];
}

function questionsOf(
  identityPolicies: NamedPolicy[],
  { budget, ...options }: RiskOptions,
): RiskQuestions {
  const { catalogue, now = new Date(), choosesPrincipal = false } = options;
  const input = { ...options, identityPolicies };
  const comparer = new Comparer(budget);
  const reach = new BroadReach(catalogue);
  const granted = (more: RequestContext): Granted => {
    // An identity policy applies to requests of its own identity, never to requests of an AWS service.
    const context = { 'aws:principalisawsservice': 'false', ...more };
    const access = accessOf(input, { catalogue, now, context, comparer });
    const known = { now, context, choosesPrincipal };
    return { access, breadth: new Breadth(access, known, reach) };
  };
  const base = granted({});
  const views = new Map<string, Granted>();
  return {
    ...base,
    catalogue,
    spend: work => comparer.spend(work),
    grantedWith: context => {
      if (!base.access.dependsOn(context)) return base;
      const key = JSON.stringify(context);
      const view = views.get(key) ?? granted(context);
      views.set(key, view);
      return view;
    },
  };
}
