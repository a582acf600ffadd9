import type { NamedPolicy, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';

/**
 * The global condition keys that the requester of a role cannot meet alone, in lower case: networks, resources, the calling service, the time, and
 * factors that pods do not have. Others are about the role itself or about the form of a request. Source: "AWS global condition context keys", IAM
 * User Guide.
 */
const LIMITING = new Set(
  [
    ...['sourceip', 'vpcsourceip', 'sourcevpc', 'sourcevpce'],
    ...['resourceaccount', 'resourceorgid', 'resourceorgpaths'],
    ...['calledvia', 'calledviafirst', 'calledvialast'],
    ...['sourceaccount', 'sourcearn', 'currenttime', 'epochtime'],
    ...['multifactorauthpresent', 'multifactorauthage', 'tokenissuetime'],
  ].map(name => `aws:${name}`),
);

/** Returns a policy as if only conditions applied that really limit an Allow: others do not lower the risk. A Deny with a condition never applies. */
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
        !isLimiting(key.toLowerCase()) ||
        /Not|Null|IfExists|ForAllValues/i.test(operator) ||
        [values].flat().some(value => isWide(`${value}`)),
    ),
  );
}

/** Keys of a service, such as `iam:PassedToService`, limit what a request can do. */
function isLimiting(key: string): boolean {
  return (
    !key.startsWith('aws:') ||
    key.startsWith('aws:resourcetag/') ||
    LIMITING.has(key)
  );
}

/** Whether a value is only a wildcard, or a range of addresses that holds a part of the whole internet. */
function isWide(value: string): boolean {
  return /^[?*]*\*[?*]*$/.test(value) || /\/[0-7]$/.test(value);
}
