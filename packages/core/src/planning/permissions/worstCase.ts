import type { NamedPolicy, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';

/**
 * Returns a policy as if the condition of each Allow statement was met, and that of each Deny statement was not. Whether a condition limits who can
 * use the access, or only how a request has to look, cannot be told in general.
 */
export function worstCase({ document, ...policy }: NamedPolicy): NamedPolicy {
  const statements: Statement[] = statementsOf(document).flatMap(statement => {
    const { Condition: condition, ...rest } = statement;
    return statement.Effect === 'Deny' && condition !== undefined ? [] : rest;
  });
  return { ...policy, document: { ...document, Statement: statements } };
}
