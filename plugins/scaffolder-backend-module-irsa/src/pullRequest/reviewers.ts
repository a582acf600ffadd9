import { HOSTS, type HostKind } from './hosts';
import { requireRule, reviewerRule } from './rules';

const MOST = 15;

/** Returns the reviewers if the host accepts them: users, and on GitHub teams of the owner. `refuse` creates the error. */
export function requireReviewers(
  names: string[],
  host: { kind: HostKind; within: Record<string, string> },
  where: string,
  refuse: (message: string) => Error,
): string[] {
  const { title, takesReviewers } = HOSTS[host.kind];
  if (names.length > 0 && !takesReviewers) {
    throw refuse(
      `${where} is not supported: the action for ${title} accepts no reviewers. Remove it, and set default reviewers in the repository.`,
    );
  }
  if (names.length > MOST) {
    throw refuse(`${where} has ${names.length} names. Use at most ${MOST}.`);
  }
  for (const name of names) {
    requireRule(name, reviewerRule, where, refuse);
    const [organization, team] = name.split('/');
    const isTeamOfOwner =
      host.kind === 'github' && organization === host.within.owner;
    if (team !== undefined && !isTeamOfOwner) {
      throw refuse(
        `${where} is ${JSON.stringify(
          name,
        )}: only GitHub teams of the repository's owner can review.`,
      );
    }
  }
  return names;
}
