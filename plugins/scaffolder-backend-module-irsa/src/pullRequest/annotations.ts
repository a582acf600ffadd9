import { PREFIX } from '@backstage-irsa/core/model';

/**
 * The annotations of an entity that configure its pull requests. The team of the entity controls them, so they can only choose among the repositories
 * of the configured owner, project, or workspace.
 */
export const ANNOTATIONS = {
  /** The name of the repository. */
  repository: `${PREFIX}pull-request-repository`,
  /** The folder of the files. */
  path: `${PREFIX}pull-request-path`,
  /** The branch to merge into. */
  branch: `${PREFIX}pull-request-branch`,
  /** Separated by commas. */
  reviewers: `${PREFIX}pull-request-reviewers`,
  /** The file that defines an existing ServiceAccount. */
  serviceAccountFile: `${PREFIX}service-account-file`,
};
