import { jointCertainty, type Known } from '../conditions/certainty';
import { asList } from '../document/shape';
import type { NamedPolicy } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import type { CompiledStatement } from '../evaluate/statement';
import type { StatementRef } from '../effective/types';
import { deniesStrangers, isForEverybody } from './denied-strangers';
import { narrows } from './narrowing';
import { providerRisk } from './provider-trust';
import { some } from './risk';
import type { Risk, RiskOptions } from './types';

/** Finds statements of trust and resource policies that let in everyone, or every identity of an identity provider. */
export function openPrincipals(options: RiskOptions): Risk[] {
  const { trustPolicy, resourcePolicies = [], now = new Date() } = options;
  const known: Known = { now, context: {} };
  const trust = trustPolicy ? statementsOf(trustPolicy, 'trust', known) : [];
  const resource = resourcePolicies.flatMap(policy =>
    statementsOf(policy, 'resource', known),
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

/** An Allow statement whose conditions can hold. */
export interface Open {
  statement: CompiledStatement;
  /** The Deny statements of the policy that deny the same to everyone but callers that their author chose. */
  denies: CompiledStatement[];
  ref: StatementRef;
}

function statementsOf(
  policy: NamedPolicy,
  layer: 'trust' | 'resource',
  known: Known,
): Open[] {
  const { statements } = compilePolicy(policy, layer);
  const denies = statements.filter(({ source }) => source.Effect === 'Deny');
  return statements
    .filter(
      ({ source, conditions }) =>
        source.Effect === 'Allow' &&
        jointCertainty(conditions, known) !== 'never',
    )
    .map(statement => ({
      statement,
      denies: denies.filter(deny => deniesStrangers(deny, statement)),
      ref: {
        layer,
        policy: policy.name,
        statement: statement.index,
        ...(statement.source.Sid && { sid: statement.source.Sid }),
      },
    }));
}

function publicRisk(statements: Open[], id: string, says: string): Risk[] {
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
