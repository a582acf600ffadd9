/** A kind of Git host, as Backstage's integrations call it; `local-git` is for development. */
export type HostKind =
  | 'github'
  | 'gitlab'
  | 'bitbucketCloud'
  | 'bitbucketServer'
  | 'azure'
  | 'local-git';

/** What a kind of host needs to know of a repository, and what its action can do. */
interface HostTraits {
  title: string;
  /** Parameters of Backstage's `repoUrl` beside `repo`, all of them required. */
  within: string[];
  /** Whether the action of its pull requests takes reviewers. */
  takesReviewers: boolean;
  /** Whether the action commits to a branch that exists, and updates its pull request. */
  updates: boolean;
}

/** Source: the template actions of Backstage for each host, as of November 2026. */
export const HOSTS: Readonly<Record<HostKind, HostTraits>> = {
  github: {
    title: 'GitHub',
    within: ['owner'],
    takesReviewers: true,
    updates: true,
  },
  gitlab: {
    title: 'GitLab',
    within: ['owner'],
    takesReviewers: true,
    updates: false,
  },
  bitbucketCloud: {
    title: 'Bitbucket Cloud',
    within: ['workspace', 'project'],
    takesReviewers: false,
    updates: false,
  },
  bitbucketServer: {
    title: 'Bitbucket Server',
    within: ['project'],
    takesReviewers: true,
    updates: false,
  },
  azure: {
    title: 'Azure DevOps',
    within: ['organization', 'project'],
    takesReviewers: false,
    updates: false,
  },
  'local-git': {
    title: 'Local Git',
    within: [],
    takesReviewers: false,
    updates: true,
  },
};

/** Whether the text names a kind of host. */
export function isHostKind(text: string | undefined): text is HostKind {
  return text !== undefined && Object.hasOwn(HOSTS, text);
}
