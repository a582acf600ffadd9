import { matchPattern } from '@backstage-irsa/iam-policy';
import type { EffectiveService } from '../model/types';

/**
 * Returns the roles that effective permissions allow to assume, as the policies name them: ARNs, patterns that can match role ARNs, and
 * `everything but …` for statements with NotResource.
 */
export function assumableRoleArns(services: EffectiveService[]): string[] {
  const entries = services
    .filter(({ service }) => service === 'sts')
    .flatMap(({ levels }) => levels.flatMap(level => level.entries));
  return [
    ...new Set(
      entries
        .filter(
          ({ state, actions }) =>
            state !== 'blocked' && actions.includes('sts:AssumeRole'),
        )
        .flatMap(({ resources }) => resources.filter(canMatchRole)),
    ),
  ].sort();
}

/** Checks whether a resource of a policy can match role ARNs. False is always correct. */
function canMatchRole(text: string): boolean {
  if (!text.startsWith('arn:')) return true;
  // A variable can have any value. AWS adds `*` for each field that an ARN lacks.
  const [, , service = '*', region = '*', , ...rest] = text
    .replace(/\$\{[^}]*\}/g, '*')
    .split(':');
  const resource = rest.length > 0 ? rest.join(':') : '*';
  const [head] = resource.split(/[*?]/, 1);
  return (
    matchPattern(service, 'iam') &&
    matchPattern(region, '') &&
    (head.startsWith('role/') ||
      (head !== resource && 'role/'.startsWith(head)))
  );
}
