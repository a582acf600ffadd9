import { PREFIX } from '@backstage-irsa/core/model';

/**
 * What the entity of a service may say of its pull requests. Its team writes it, so that it chooses among the repositories of the configured owner,
 * project or workspace, and nothing beyond.
 */
export const ANNOTATIONS = {
  /** The name of the repository. */
  repository: `${PREFIX}pull-request-repository`,
  /** The folder of the files. */
  path: `${PREFIX}pull-request-path`,
  /** The branch to merge into. */
  branch: `${PREFIX}pull-request-branch`,
  /** Parted by commas. */
  reviewers: `${PREFIX}pull-request-reviewers`,
  /** The file that an existing ServiceAccount comes from. */
  serviceAccountFile: `${PREFIX}service-account-file`,
};
