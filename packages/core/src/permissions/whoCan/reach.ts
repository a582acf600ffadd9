import { allowedResources, matchPattern } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { valueOf } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import type { ReadPolicies } from './readPolicies';

/** The resources, with wildcards, on which policies may allow calls of a service, or one of its actions; any where not all policies were read. */
export function reachOf(
  { identityPolicies, unread }: ReadPolicies,
  asked: { service: string; action?: string },
): string[] {
  if (unread) return ['*'];
  return identityPolicies.flatMap(policy => allowedResources(policy, asked));
}

/** Whether a resource fits one of the patterns. */
export function isReached(patterns: string[], resource: string): boolean {
  return patterns.some(pattern => {
    const wild = pattern.search(/[*?]/);
    // Most begin otherwise, which shows before anything is compiled.
    return wild < 0
      ? pattern === resource
      : resource.startsWith(pattern.slice(0, wild)) &&
          matchPattern(pattern, resource);
  });
}

/** Whether what was read of a resource may let in somebody whose own policies say nothing of it. */
export function mayLetInByItself(read: ReadResource | undefined): boolean {
  if (!read) return false;
  const { document } = valueOf(read.policy) ?? {};
  return (
    read.keyGrants !== undefined ||
    statementsOf(document).some(({ Effect }) => Effect === 'Allow')
  );
}
