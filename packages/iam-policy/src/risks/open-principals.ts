import type { Known } from '../conditions/certainty';
import { asList } from '../document/shape';
import { isForEverybody } from './denied-strangers';
import { narrows } from './narrowing';
import { openStatements, type OpenStatement } from './open-statements';
import { providerRisk } from './provider-trust';
import { some } from './risk';
import type { Risk, RiskOptions } from './types';

/** Finds statements of trust and resource policies that let in everyone, or every identity of an identity provider. */
export function openPrincipals(options: RiskOptions): Risk[] {
  const { trustPolicy, resourcePolicies = [], now = new Date() } = options;
  const known: Known = { now, context: {} };
  const trust = trustPolicy ? openStatements(trustPolicy, 'trust', known) : [];
  const resource = resourcePolicies.flatMap(policy =>
    openStatements(policy, 'resource', known),
  );
  return [
    ...publicRisk(
      trust,
      'public-trust',
      'Anyone with an AWS account can assume the role',
    ),
    ...publicRisk(resource, 'public-resource', 'Anyone can use the resource'),
    ...providerRisk(trust),
  ];
}

function publicRisk(
  statements: OpenStatement[],
  id: string,
  says: string,
): Risk[] {
  const open = statements.filter(
    ({ statement, denies }) =>
      denies.length === 0 &&
      isForEverybody(statement.source) &&
      !statement.conditions.some(condition => narrows(condition, statement)),
  );
  if (open.length === 0) return [];
  const actions = open.flatMap(({ statement: { source } }) =>
    source.Action === undefined
      ? asList(source.NotAction).map(action => `all except ${action}`)
      : asList(source.Action),
  );
  return [
    {
      id,
      severity: 'high',
      message: `${says}: its principal is a wildcard, and no condition restricts it (${some(
        [...new Set(actions)],
      )}).`,
      evidence: open.map(({ ref }) => ref),
    },
  ];
}
