import type { NamedPolicy } from '../document/types';
import { accessOf } from '../summary/access';
import { adminEquivalent } from './admin-equivalent';
import { credentialExposure } from './credential-exposure';
import { passRole } from './pass-role';
import { privilegeEscalation } from './privilege-escalation';
import type { RiskRule } from './risk';
import { serviceWildcard } from './service-wildcard';
import type { Risk, RiskOptions } from './types';

const RULES: RiskRule[] = [
  privilegeEscalation,
  passRole,
  credentialExposure,
  serviceWildcard,
];

const SEVEREST_FIRST: Risk['severity'][] = ['high', 'medium', 'low'];

/**
 * The risks in what identity policies grant, less what they or the boundary take away whole; the severest first. An administrator
 * has every other risk too, so that only that one is given.
 *
 * @public
 */
export function findRisks(
  policies: NamedPolicy[],
  options: RiskOptions = {},
): Risk[] {
  const access = accessOf(policies, options.permissionsBoundary);
  const admin = adminEquivalent(access);
  if (admin.length > 0) return admin;
  return RULES.flatMap(rule => rule(access)).sort(
    (a, b) =>
      SEVEREST_FIRST.indexOf(a.severity) - SEVEREST_FIRST.indexOf(b.severity),
  );
}
