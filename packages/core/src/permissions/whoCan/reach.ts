import { allowedResources, matchPattern } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { valueOf } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import type { ReadPolicies } from './readPolicies';

/** Returns the resource patterns on which policies can allow calls to a service or one of its actions; `*` if not all policies were read. */
export function reachOf(
  { identityPolicies, unread }: ReadPolicies,
  asked: { service: string; action?: string },
): string[] {
  if (unread) return ['*'];
  return identityPolicies.flatMap(policy => allowedResources(policy, asked));
}

/** Whether a resource matches one of the patterns. */
export function isReached(patterns: string[], resource: string): boolean {
  return patterns.some(pattern => {
    const wild = pattern.search(/[*?]/);
    // Most patterns differ in their fixed prefix. Comparing it first avoids compiling them.
    return wild < 0
      ? pattern === resource
      : resource.startsWith(pattern.slice(0, wild)) &&
          matchPattern(pattern, resource);
  });
}

/** Whether the resource policy or key grants can give access to principals whose own policies do not mention the resource. */
export function mayLetInByItself(read: ReadResource | undefined): boolean {
  if (!read) return false;
  const { document } = valueOf(read.policy) ?? {};
  return (
    read.keyGrants !== undefined ||
    statementsOf(document).some(({ Effect }) => Effect === 'Allow')
  );
}
