import type { NamedPolicy } from '../document/types';
import { accessOf } from '../effective/access';
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

/**
 * Finds the risks of a principal, most severe first. Covers what its identity policies grant together, except what they, the permissions boundary,
 * or the organization deny entirely; the principals that trust and resource policies let in; and broken documents. A statement with a condition
 * that can never hold grants nothing. For an administrator, who has every other permission risk too, reports only the administrator risk.
 *
 * @public
 */
export function findRisks(
  policies: NamedPolicy[],
  options: RiskOptions = {},
): Risk[] {
  const questions = questionsOf(policies, options);
  return [
    ...ownRisks(questions),
    ...openPrincipals(options),
    ...invalidPolicies(questions.access, options),
  ].sort(
    (a, b) =>
      SEVEREST_FIRST.indexOf(a.severity) - SEVEREST_FIRST.indexOf(b.severity),
  );
}

function ownRisks(questions: RiskQuestions): Risk[] {
  if (questions.access.layers.grants.length === 0) return [];
  const admin = adminEquivalent(questions);
  return admin.length > 0 ? admin : RULES.flatMap(rule => rule(questions));
}

function questionsOf(
  identityPolicies: NamedPolicy[],
  options: RiskOptions,
): RiskQuestions {
  const { catalogue, now = new Date(), choosesPrincipal = false } = options;
  const input = { ...options, identityPolicies };
  const reach = new BroadReach(catalogue);
  const granted = (more: RequestContext): Granted => {
    // An identity policy applies to requests of its own identity, never to requests of an AWS service.
    const context = { 'aws:principalisawsservice': 'false', ...more };
    const access = accessOf(input, { catalogue, now, context });
    const known = { now, context, choosesPrincipal };
    return { access, breadth: new Breadth(access, known, reach) };
  };
  const views = new Map<string, Granted>();
  return {
    ...granted({}),
    catalogue,
    grantedWith: context => {
      const key = JSON.stringify(context);
      const view = views.get(key) ?? granted(context);
      views.set(key, view);
      return view;
    },
  };
}
