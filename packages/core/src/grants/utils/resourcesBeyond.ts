import { matchPattern } from '@backstage-irsa/iam-policy';
import type { Grant } from '../../model/types';
import { grantDefinitions } from '../registry';
import { buildPermissionsPolicy } from '../grants';
import type { GrantContext } from '../types';

/**
 * Returns the resources of a valid grant that no ARN pattern covers, so that a form can report them during input. The result is certain, but the
 * backend, which also knows accounts and rules, can refuse more. Roles to assume are not checked against patterns.
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
    // A name with wildcards matches a pattern that covers everything that the name can stand for.
    arn => arn !== '*' && !patterns.some(pattern => matchPattern(pattern, arn)),
  );
}
