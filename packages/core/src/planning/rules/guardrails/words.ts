import type { GrantedRequest, StatementRef } from '@backstage-irsa/iam-policy';
import type { Violation } from '../../../model/types';
import type { AskedPolicies } from './types';

const FEW = 5;

/** Lists the first names, and the number of further ones. */
export function someOf(names: string[]): string {
  const rest = names.length - FEW;
  const shown = names.slice(0, FEW).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Describes a statement, such as `Statement 1 ("ReadUploads") of the inline document`. */
export function statementIn(
  { statement, sid }: StatementRef,
  policy: string,
): string {
  const name = sid === undefined ? '' : ` ("${sid}")`;
  return `Statement ${statement + 1}${name} of ${policy}`;
}

function statementsIn(statements: StatementRef[]): string {
  const texts = statements.map(one => statementIn(one, one.policy));
  return texts.length === 1
    ? `${texts[0]} allows`
    : `${someOf(texts)} together allow`;
}

/**
 * Returns a violation by statements, such as "Statement 1 of the inline document allows every action of kms, such as kms:Decrypt on *. …", at the
 * field of the first judged statement. Empty if no statement is judged.
 */
export function brokenBy(
  { policyOf, isJudged }: AskedPolicies,
  found: {
    rule: string;
    statements: StatementRef[];
    what: string;
    request: GrantedRequest;
    advice: string;
  },
): Violation[] {
  const judged = found.statements.find(isJudged);
  if (!judged) return [];
  const { action, resource } = found.request;
  return [
    {
      field: policyOf(judged).field,
      rule: found.rule,
      message: `${statementsIn(found.statements)} ${
        found.what
      }, such as ${action} on ${resource}. ${found.advice}`,
    },
  ];
}
