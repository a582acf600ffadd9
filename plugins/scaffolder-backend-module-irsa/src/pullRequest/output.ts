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
  repoUrl: z.string({
    description: 'The URL in the format of the Backstage publish actions.',
  }),
  remoteUrl: z
    .string({ description: 'The URL for git clone. Only for Azure DevOps.' })
    .optional(),
  path: z.string({ description: 'The folder of the files.' }),
  targetBranch: z
    .string({
      description:
        'The branch to merge into. If absent, the default branch of the repository.',
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
              'The branch of the pull request, unique for each IAM service account. It also changes with the files if the action cannot commit to an existing branch.',
          }),
          title: z.string(),
          description: z.string(),
          reviewers: z.array(z.string()).optional(),
          teamReviewers: z.array(z.string()).optional(),
        },
        { description: 'Present with the input pullRequest.' },
      )
      .optional(),
};
