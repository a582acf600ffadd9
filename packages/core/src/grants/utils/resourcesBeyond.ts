import { matchPattern } from '@backstage-irsa/iam-policy';
import type { Grant } from '../../model/types';
import { grantDefinitions } from '../registry';
import { buildPermissionsPolicy } from '../grants';
import type { GrantContext } from '../types';

/**
 * The resources of a well-named grant that ARN patterns do not give, for a form to say so while it is filled in. What it answers is certain;
 * the backend, which also knows accounts and rules, may refuse more. Roles to assume are not judged by patterns.
 *
 * @public
 */
export function resourcesBeyond(
  grant: Grant,
  context: GrantContext,
  patterns: readonly string[],
): string[] {
  const definition = grantDefinitions.get(grant.service);
  if (
    !definition ||
    grant.service === 'sts' ||
    !Object.hasOwn(definition.access, grant.access) ||
    definition.checkResource(grant.resource) !== undefined
  ) {
    return [];
  }
  const { Statement: statements } = buildPermissionsPolicy([grant], context);
  const named = [statements].flat().flatMap(({ Resource = [] }) => Resource);
  return [...new Set(named)].filter(
    // A name of which wildcards are a part fits a pattern that takes in all that it stands for.
    arn => arn !== '*' && !patterns.some(pattern => matchPattern(pattern, arn)),
  );
}
