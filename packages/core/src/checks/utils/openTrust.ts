import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { contextOfToken, evaluateToken, type TokenClaims } from './trust';
import { claimOf, isOpenKey } from './trustKeys';

/**
 * The condition keys without which a trust policy that lets the token in may refuse it: a request may carry them, and then Allow statements that
 * wait for their absence do not match, and Deny statements may.
 */
export function openKeysOfAllowed(
  document: PolicyDocument,
  claims: TokenClaims,
): string[] {
  const known = Object.keys(contextOfToken(claims)).map(key =>
    key.toLowerCase(),
  );
  const isOpen = (key: string) =>
    isOpenKey(key, claims.issuer) && !known.includes(key.toLowerCase());
  const all = statementsOf(document);
  const openKeys = all.flatMap(keysOf).filter(isOpen);
  if (openKeys.length === 0) return [];
  const strict = all.flatMap(statement => {
    if (statement.Effect === 'Deny') return without(statement, isOpen);
    return keysOf(statement).some(isOpen) ? [] : statement;
  });
  const { decision } = evaluateToken(
    { ...document, Statement: strict },
    claims,
  );
  return decision === 'Allowed' ? [] : [...new Set(openKeys)];
}

function keysOf({ Condition = {} }: Statement): string[] {
  return Object.values(Condition).flatMap(keys => Object.keys(keys));
}

function without(
  statement: Statement,
  isLeftOut: (key: string) => boolean,
): Statement {
  const Condition = Object.fromEntries(
    Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).filter(
          ([key]) => claimOf(key) !== undefined || !isLeftOut(key),
        ),
      ),
    ]),
  );
  return { ...statement, Condition };
}
