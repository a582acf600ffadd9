import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { SID_PREFIX } from './podIdentityTrust';
import { readStatement } from './ownStatement';

/** Unique IDs of roles and users. Source: "IAM identifiers", IAM User Guide. */
const UNIQUE_ID = /^A(ROA|IDA)[A-Z0-9]{16,}$/;

/**
 * The principals of a statement that were deleted. IAM shows the unique ID of such a role or user in place of its ARN, and takes no trust policy that
 * names one.
 * Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
function deletedIn({ Principal, NotPrincipal }: Statement): string[] {
  return [Principal, NotPrincipal].flatMap(element =>
    typeof element === 'object'
      ? [element.AWS ?? []].flat().filter(name => UNIQUE_ID.test(name))
      : [],
  );
}

/** Whether a statement is for principals that were deleted and for no other: for nobody. */
export function isForDeleted(statement: Statement): boolean {
  const { federated, others } = readStatement(statement);
  return (
    federated.length === 0 &&
    others.length > 0 &&
    others.length === deletedIn(statement).length
  );
}

/** The statements without those of ours whose pod role was deleted: they let in nobody, and keep IAM from taking the others. */
export function withoutDeleted(statements: Statement[]): Statement[] {
  return statements.filter(statement => !isDeletedOfOurs(statement));
}

function isDeletedOfOurs(statement: Statement): boolean {
  return (
    statement.Sid?.startsWith(SID_PREFIX) === true && isForDeleted(statement)
  );
}

/** What keeps IAM from taking a trust policy with the statements of others as they are, in sentences. */
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
            } of the trust policy of role ${roleName} trusts ${id}, which was deleted: IAM accepts no trust policy with it. An administrator must remove it there first.`,
        ),
  );
}
