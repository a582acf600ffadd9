import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { isUniqueId } from '../../arn/uniqueId';
import { statementsOf } from '../../model/document';
import { SID_PREFIX } from './podIdentityTrust';
import { readStatement } from './statements';

/**
 * Returns the deleted principals of a statement. IAM shows the unique ID of a deleted role or user in place of its ARN, and rejects trust policies
 * that name one.
 * Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
function deletedIn({ Principal, NotPrincipal }: Statement): string[] {
  return [Principal, NotPrincipal].flatMap(element =>
    typeof element === 'object'
      ? [element.AWS ?? []].flat().filter(isUniqueId)
      : [],
  );
}

/** Checks whether all principals of a statement were deleted, so that it trusts nobody. */
export function isForDeleted(statement: Statement): boolean {
  const { federated, others } = readStatement(statement);
  return (
    federated.length === 0 &&
    others.length > 0 &&
    others.length === deletedIn(statement).length
  );
}

/** Removes Backstage's statements whose pod role was deleted. They trust nobody, and IAM would reject the policy because of them. */
export function withoutDeleted(statements: Statement[]): Statement[] {
  return statements.filter(statement => !isDeletedOfOurs(statement));
}

function isDeletedOfOurs(statement: Statement): boolean {
  return (
    statement.Sid?.startsWith(SID_PREFIX) === true && isForDeleted(statement)
  );
}

/** Returns, as sentences, why IAM would reject the trust policy because of the statements of others. */
export function deletedPrincipals(
  present: PolicyDocument | undefined,
  roleName: string,
): string[] {
  return statementsOf(present).flatMap((statement, index) =>
    isDeletedOfOurs(statement)
      ? []
      : deletedIn(statement).map(
          id =>
            `Statement ${
              index + 1
            } of the trust policy of role ${roleName} trusts ${id}, which was deleted. IAM rejects a trust policy that names it. Ask an administrator to remove it first.`,
        ),
  );
}
