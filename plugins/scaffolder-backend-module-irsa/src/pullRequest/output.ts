import { HOSTS } from './hosts';
import type { Zod } from '../lib/zod';

/** The fields of a repository in the output of an action. */
export const repositoryFields = (z: Zod) => ({
  kind: z.string({
    description: `The kind of Git host: ${Object.keys(HOSTS).join(', ')}.`,
  }),
  host: z.string(),
  owner: z.string({ description: 'GitHub, GitLab.' }).optional(),
  organization: z.string({ description: 'Azure DevOps.' }).optional(),
  workspace: z.string({ description: 'Bitbucket Cloud.' }).optional(),
  project: z.string({ description: 'Bitbucket, Azure DevOps.' }).optional(),
  repo: z.string({ description: 'The name of the repository.' }),
  repoUrl: z.string({ description: 'As the actions of Backstage take it.' }),
  remoteUrl: z
    .string({ description: 'What git clone takes; with Azure DevOps alone.' })
    .optional(),
  path: z.string({ description: 'The folder of the files.' }),
  targetBranch: z
    .string({
      description:
        'The branch to merge into; the default branch of the repository without.',
    })
    .optional(),
});

/** The output of an action that describes the pull request. */
export const pullRequestOutput = {
  pullRequest: (z: Zod) =>
    z
      .object(
        {
          ...repositoryFields(z),
          branch: z.string({
            description:
              'Another one for each IAM service account, and for other files where an action commits nothing to a branch that exists.',
          }),
          title: z.string(),
          description: z.string(),
          reviewers: z.array(z.string()).optional(),
          teamReviewers: z.array(z.string()).optional(),
        },
        { description: 'With the input pullRequest.' },
      )
      .optional(),
};
