import { jointCertainty, type Known } from '../conditions/certainty';
import type { NamedPolicy } from '../document/types';
import type { StatementRef } from '../effective/types';
import { compilePolicy } from '../evaluate/compile';
import type { CompiledStatement } from '../evaluate/statement';
import { deniesStrangers } from './denied-strangers';

/** An Allow statement whose conditions can hold. */
export interface OpenStatement {
  statement: CompiledStatement;
  /** The Deny statements of the policy that deny the same to everyone but callers that their author chose. */
  denies: CompiledStatement[];
  ref: StatementRef;
}

/** Returns the Allow statements of a policy whose conditions can hold. */
export function openStatements(
  policy: NamedPolicy,
  layer: 'trust' | 'resource',
  known: Known,
): OpenStatement[] {
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
