import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** Input of the action `host:publish`. */
type PublishInput = {
  name: string;
  description?: string;
  /** The folder of the workspace to publish; all of it without. */
  sourcePath?: string;
};

/** Where a service was published. */
interface Published {
  /** What `git clone` takes. */
  remoteUrl: string;
  /** The root of the files, for people and for the catalog. */
  repoContentsUrl: string;
}

/** The task's context, but for what belongs to the action alone. */
type PublishContext = Omit<ActionContext<PublishInput>, 'input' | 'output'>;

/** Publishes the workspace of a task. */
export type Publisher = (
  input: PublishInput,
  ctx: PublishContext,
) => Promise<Published>;

/** Input of the action `host:pull-request`. */
type PullRequestInput = {
  name: string;
  branch: string;
  title: string;
  description: string;
  sourcePath: string;
};

/** Where a change waits to be merged. */
interface PullRequest {
  /** For people to read. */
  where: string;
  /** Its page, when it has one. */
  url?: string;
}

/** The task's context, but for what belongs to the action alone. */
type PullRequestContext = Omit<
  ActionContext<PullRequestInput>,
  'input' | 'output'
>;

/** Asks for a change of a repository. */
export type PullRequester = (
  input: PullRequestInput,
  ctx: PullRequestContext,
) => Promise<PullRequest>;

/** The local Git repositories, and who commits to them. */
export interface LocalRepositories {
  directory: string;
  author: { name: string; email: string };
}
