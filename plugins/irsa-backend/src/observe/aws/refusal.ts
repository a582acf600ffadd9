import { unknown, type Observation } from '@backstage-irsa/core/model';
import { ASSUME_RIGHT, describeAwsError } from './errors';

const KINDS =
  'identity-based policy|resource-based policy|permissions boundary|session policy|service control policy|resource control policy|VPC endpoint policy';

/** Matches the part of a refusal that names the refusing policy. Source: "Troubleshoot access denied error messages", IAM User Guide. */
const CLAUSE = new RegExp(
  `(?<deny>with an explicit deny in an? (?<denying>${KINDS})(?:: arn:[a-z-]{3,20}:(?:iam|organizations|ec2):[a-z0-9-]{0,20}:(?:\\d{12}|aws)?:[\\w+=,@/-]{1,600})?)|because no (?<missing>${KINDS}) allows the [a-z0-9-]{1,60}:\\w{1,100} action`,
);

/** The kind of the policies that give the backend its own permissions. */
const OWN = 'identity-based policy';

/** The part of an AWS refusal that describes the refusing policy. */
interface Clause {
  /** AWS's own words, without principal and resource. */
  text: string;
  kind: string;
  isExplicit: boolean;
}

function clauseOf(error: unknown): Clause | undefined {
  const match = CLAUSE.exec(describeAwsError(error));
  if (!match) return undefined;
  const { denying, missing } = match.groups ?? {};
  return {
    text: match[0],
    kind: denying ?? missing,
    isExplicit: denying !== undefined,
  };
}

/** Returns the remediation. Undefined if the backend seems to lack a permission: AWS says so, or does not name the refusing policy. */
function remediationOf(
  right: string,
  clause: Clause | undefined,
): string | undefined {
  if (!clause) return undefined;
  const { kind, isExplicit } = clause;
  if (isExplicit) {
    return kind === OWN
      ? `Remove the Deny of ${right} from the IAM policies of the backend`
      : `Change the ${kind} that denies the backend ${right}: its IAM policies cannot override it`;
  }
  return kind === OWN
    ? undefined
    : `Allow the backend ${right} in the ${kind} too: its IAM policies alone are not enough`;
}

/** Returns the observation of a read that AWS refused. `where` names the account if it is not obvious. */
export function refusedByAws<T>(
  right: string,
  error: unknown,
  where = '',
): Observation<T> {
  const clause = clauseOf(error);
  const said = clause ? ` AWS answered: ${clause.text}.` : '';
  return unknown(
    `The backend may not call ${right}${where}.${said}`,
    right,
    remediationOf(right, clause),
  );
}

/** Returns the observation of a read for which the backend gets no credentials. */
export function withoutCredentials<T>(error: Error): Observation<T> {
  return unknown(
    error.message,
    ASSUME_RIGHT,
    remediationOf(ASSUME_RIGHT, clauseOf(error)),
  );
}

/** Whether AWS names the refusing policy. */
export function saysWhy(error: unknown): boolean {
  return clauseOf(error) !== undefined;
}
