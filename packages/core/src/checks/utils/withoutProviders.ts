import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';

/**
 * Returns the trust policy without the OIDC providers in its Allow statements. A statement that trusts nobody else is removed. Undefined if no
 * statement would remain, because IAM requires one.
 */
export function withoutProviders(
  document: PolicyDocument,
  providers: string[],
): PolicyDocument | undefined {
  const rest = statementsOf(document).flatMap(
    statement => without(statement, providers) ?? [],
  );
  return rest.length === 0 ? undefined : { ...document, Statement: rest };
}

function without(
  statement: Statement,
  providers: string[],
): Statement | undefined {
  const { Effect, Principal } = statement;
  if (Effect !== 'Allow' || typeof Principal !== 'object') return statement;
  const { Federated: named = [], ...others } = Principal;
  const all = [named].flat();
  const rest = all.filter(arn => !providers.includes(arn));
  if (rest.length === all.length) return statement;
  if (rest.length > 0) {
    return { ...statement, Principal: { ...others, Federated: rest } };
  }
  return Object.keys(others).length > 0
    ? { ...statement, Principal: others }
    : undefined;
}
