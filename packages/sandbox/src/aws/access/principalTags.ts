import type { RequestContext } from '@backstage-irsa/iam-policy';
import type { Caller } from './caller';

/**
 * The tags of a principal as condition keys: those of the role, and over them those of the session. Keys differ whatever their case
 * (IAM User Guide, "Pass session tags in AWS STS").
 */
export function principalTags(caller: Caller): RequestContext {
  if (caller.kind === 'user') {
    return {};
  }
  const byKey = new Map(
    [...caller.role.tags, ...caller.session.tags].map(({ key, value }) => [
      key.toLowerCase(),
      [`aws:PrincipalTag/${key}`, value] as const,
    ]),
  );
  return Object.fromEntries(byKey.values());
}
