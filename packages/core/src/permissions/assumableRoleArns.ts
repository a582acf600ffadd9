import type { EffectiveService } from '../model/types';

const ROLE = /^arn:[^:]*:iam::[^:]*:role\//;

/** Returns the roles that effective permissions allow to assume, as the policies name them, including wildcards. */
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
        .flatMap(({ resources }) =>
          resources.filter(name => name === '*' || ROLE.test(name)),
        ),
    ),
  ].sort();
}
