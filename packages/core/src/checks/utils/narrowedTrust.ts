import { matchPattern, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../../trust/read';
import { rightStatement, withConditions } from './fixTrustPolicy';
import { statementsOf } from '../../model/document';
import type { TokenClaims } from './trust';
import { claimOf } from './trustKeys';

/**
 * Returns the document with one statement restricted to this ServiceAccount. The statement's other conditions stay, and so does an audience other than
 * that of the claims, which its pods can request.
 */
export function narrowed(
  document: PolicyDocument,
  index: number,
  claims: TokenClaims,
): PolicyDocument {
  const { Condition: right } = rightStatement(claims);
  const replaced = hasOtherAudience(document, index, claims)
    ? ['sub']
    : ['sub', 'aud'];
  const isReplaced = (key: string) => replaced.includes(claimOf(key) ?? '');
  const claimed = Object.fromEntries(
    Object.entries(right?.StringEquals ?? {}).filter(([key]) =>
      isReplaced(key),
    ),
  );
  const narrow = statementsOf(document).map((statement, place) => {
    if (place !== index) return statement;
    const further = Object.entries(statement.Condition ?? {})
      .map(
        ([operator, keys]) =>
          [
            operator,
            Object.fromEntries(
              Object.entries(keys).filter(([key]) => !isReplaced(key)),
            ),
          ] as const,
      )
      .filter(([, keys]) => Object.keys(keys).length > 0);
    const block = Object.fromEntries(further);
    return withConditions(statement, {
      ...block,
      StringEquals: { ...block.StringEquals, ...claimed },
    });
  });
  return { ...document, Statement: narrow };
}

/** Whether the statement names audiences, but not that of the claims. */
function hasOtherAudience(
  document: PolicyDocument,
  index: number,
  { audience }: TokenClaims,
): boolean {
  const named = readTrustPolicy(document)
    [index].conditions.filter(
      ({ key, operator }) =>
        claimOf(key) === 'aud' && !/Not|Null/.test(operator),
    )
    .flatMap(({ values }) => values);
  return (
    named.length > 0 && !named.some(value => matchPattern(value, audience))
  );
}
