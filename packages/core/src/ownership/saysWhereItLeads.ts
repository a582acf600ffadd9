/** The part of a path after which Git hosts name a branch, a tag, or a commit. */
const BEFORE_REF = String.raw`/(?:blob|tree|raw|edit|browse|\+|src(?:/branch|/tag|/commit)?)/`;

/** The parameter in which Bitbucket Server and Azure DevOps name it. */
const REF_PARAMETER = '[?&](?:at|version)=(?:G[BTC])?';

/** Git hosts show the commits of forks under the address of the repository, by their hash. */
const OF_COMMIT = new RegExp(
  `(?:${BEFORE_REF}|${REF_PARAMETER})[0-9a-f]{7,64}(?:[/?#&]|$)`,
  'i',
);

/** They also show change requests of forks, as `refs/pull/7/head` and the like. Git completes a name without `refs/`. */
const OF_FORK = new RegExp(
  `(?:${BEFORE_REF}|${REF_PARAMETER})(?:refs/(?!heads/|tags/)|pull/|pull-requests/|merge-requests/|changes/)`,
  'i',
);

/** Backstage's readers take the text after a second marker of GitLab for the branch. */
const TWO_REFS = new RegExp(`${BEFORE_REF}.*/-/`, 'i');

/**
 * Checks that every reader of Backstage reads the file that the URL of a catalog location seems to name, in the repository that it seems to name.
 *
 * @public
 */
export function saysWhereItLeads(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { href, hash, searchParams } = new URL(url);
  const typed = decoded(url);
  const read = decoded(href);
  const names = [...searchParams.keys()];
  return (
    typed !== undefined &&
    [typed, `${typed}/`].includes(read ?? '') &&
    // A reader can decode a second time.
    !typed.includes('%') &&
    !/[/\\]\.\.?(?:[/\\?#]|$)/.test(typed) &&
    // Readers ignore a fragment, and differ in which of two equal parameters they take.
    hash === '' &&
    new Set(names).size === names.length &&
    ![OF_COMMIT, OF_FORK, TWO_REFS].some(pattern => pattern.test(typed))
  );
}

/** Decodes percent-encoding; undefined if it is not valid. */
function decoded(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
}
