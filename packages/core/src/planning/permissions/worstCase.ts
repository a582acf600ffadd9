import type { NamedPolicy, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';

/**
 * Condition keys that a caller can set, or that every usual request meets, in lower case. Source: "AWS global condition context keys", IAM User Guide.
 */
const OF_CALLER = new Set([
  'aws:securetransport',
  'aws:useragent',
  'aws:referer',
  'aws:requestedregion',
]);

/** Returns a policy as if every condition was met that does not limit who can use it: its Deny statements with conditions never apply. */
export function worstCase({ document, ...policy }: NamedPolicy): NamedPolicy {
  const statements: Statement[] = statementsOf(document).flatMap(statement => {
    const { Condition: condition, ...rest } = statement;
    if (condition === undefined) return statement;
    if (statement.Effect === 'Deny') return [];
    return isMet(condition) ? rest : statement;
  });
  return { ...policy, document: { ...document, Statement: statements } };
}

function isMet(condition: NonNullable<Statement['Condition']>): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, values]) =>
        OF_CALLER.has(key.toLowerCase()) ||
        /Not|Null/.test(operator) ||
        [values].flat().some(value => /^[?*]*\*[?*]*$/.test(`${value}`)),
    ),
  );
}
