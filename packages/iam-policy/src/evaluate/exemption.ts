import type { PreparedRequest } from './layer';

/** The exemption of the root user. Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access". */
export const ROOT_ACCESS =
  "The account's root user has full access: identity policies do not apply.";

/**
 * Returns why a request is allowed regardless of all policies but that of a VPC endpoint. Undefined for nearly all requests.
 *
 * Source: AWS STS API Reference, "GetCallerIdentity"; IAM User Guide, "Permissions for GetSessionToken".
 */
export function exemptionOf({
  foldedAction,
  identity: { hasIdentityPolicies, kind },
}: PreparedRequest): string | undefined {
  if (foldedAction === 'sts:getcalleridentity' && hasIdentityPolicies) {
    return 'sts:GetCallerIdentity needs no permission, and only the policy of a VPC endpoint can deny it.';
  }
  if (foldedAction === 'sts:getsessiontoken' && kind === 'user') {
    return 'Users need no permission for sts:GetSessionToken, and only the policy of a VPC endpoint can deny it.';
  }
  return undefined;
}

/**
 * Returns why a kind of principal can never make a request, regardless of policies. Undefined for nearly all requests.
 *
 * Source: AWS STS API Reference, "AssumeRole" and "AssumeRoot".
 */
export function whyNever({
  foldedAction,
  identity: { isRoot, role },
}: PreparedRequest): string | undefined {
  if (isRoot && /^sts:assumero(le|ot)$/.test(foldedAction)) {
    return "The account's root user cannot assume a role.";
  }
  const isOfUsers = /^sts:get(federation|session)token$/.test(foldedAction);
  return isOfUsers && role !== undefined
    ? 'A session of a role cannot call sts:GetFederationToken or sts:GetSessionToken.'
    : undefined;
}
