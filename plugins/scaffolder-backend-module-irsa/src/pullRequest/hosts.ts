/** A kind of Git host, named as in Backstage's integrations. `local-git` is for development. */
export type HostKind =
  | 'github'
  | 'gitlab'
  | 'bitbucketCloud'
  | 'bitbucketServer'
  | 'azure'
  | 'local-git';

/** The properties of a kind of host and of its template action. */
interface HostTraits {
  title: string;
  /** The parameters of Backstage's `repoUrl` in addition to `repo`. All of them are required. */
  within: string[];
  /** Whether the pull request action accepts reviewers. */
  takesReviewers: boolean;
  /** Whether the action commits to an existing branch and updates its pull request. */
  updates: boolean;
}

/** The properties of each host. Source: the template actions of Backstage for each host, as of November 2026. */
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

/** Whether the text is a kind of host. */
export function isHostKind(text: string | undefined): text is HostKind {
  return text !== undefined && Object.hasOwn(HOSTS, text);
}
