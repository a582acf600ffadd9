import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { rightStatement, withConditions } from './fixTrustPolicy';
import { statementsOf } from '../../model/document';
import type { TokenClaims } from './trust';
import { claimOf } from './trustKeys';

/** Returns the document with one statement restricted to this ServiceAccount. The statement's other conditions stay. */
export function narrowed(
  document: PolicyDocument,
  index: number,
  claims: TokenClaims,
): PolicyDocument {
  const { Condition: right } = rightStatement(claims);
  const narrow = statementsOf(document).map((statement, place) => {
    if (place !== index) return statement;
    const further = Object.entries(statement.Condition ?? {})
      .map(
        ([operator, keys]) =>
          [
            operator,
            Object.fromEntries(
              Object.entries(keys).filter(([key]) => !claimOf(key)),
            ),
          ] as const,
      )
      .filter(([, keys]) => Object.keys(keys).length > 0);
    const block = Object.fromEntries(further);
    return withConditions(statement, {
      ...block,
      StringEquals: { ...block.StringEquals, ...right?.StringEquals },
    });
  });
  return { ...document, Statement: narrow };
}
