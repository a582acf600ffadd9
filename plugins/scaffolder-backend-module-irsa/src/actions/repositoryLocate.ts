import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { specInput } from '../lib/specInput';
import { repositoryFields } from '../pullRequest/output';
import { repositoryOf } from '../pullRequest/repository';
import type { PullRequestSettings } from '../pullRequest/settings';
import { examples } from './repositoryLocate.examples';

/** Creates the action `irsa:repository:locate`. */
export function createRepositoryLocateAction({
  catalog,
  settings,
}: {
  catalog: CatalogService;
  settings?: PullRequestSettings;
}) {
  const { entityRef, cluster, namespace, name } = specInput;
  return createTemplateAction({
    id: 'irsa:repository:locate',
    description:
      'Returns the repository for the files of an AWS identity, from irsa.pullRequests in the configuration and the annotations of the catalog entity. Changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: { entityRef, cluster, namespace, name },
      output: {
        repository: z =>
          z.object(repositoryFields(z), {
            description: 'The fields depend on the kind of Git host.',
          }),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const entity = await catalog.getEntityByRef(input.entityRef, {
        credentials,
      });
      const { reviewers: _, ...repository } = repositoryOf(
        settings,
        entity,
        input,
      );
      ctx.output('repository', repository);
      ctx.logger.info(`The files belong in ${repository.repoUrl}`);
    },
  });
}
