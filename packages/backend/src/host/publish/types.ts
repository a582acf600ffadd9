import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** Input of the action `host:publish`. */
export type PublishInput = { name: string; description?: string };

/** Where a service was published. */
export interface Published {
  /** What `git clone` takes. */
  remoteUrl: string;
  /** The root of the files, for people and for the catalog. */
  repoContentsUrl: string;
}

/** The task's context, but for what belongs to the action alone. */
export type PublishContext = Omit<
  ActionContext<PublishInput>,
  'input' | 'output'
>;

/** Publishes the workspace of a task. */
export type Publisher = (
  input: PublishInput,
  ctx: PublishContext,
) => Promise<Published>;
