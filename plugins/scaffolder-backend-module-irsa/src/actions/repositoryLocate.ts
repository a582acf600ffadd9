import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { refusal } from '../lib/refusal';
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
      input: {
        ...{ entityRef, cluster, namespace, name },
        newRepository: z =>
          z
            .boolean({
              description:
                'Whether later steps create the repository for this service. Then the action fails if the configuration names one repository for all services. Default: false.',
            })
            .optional(),
      },
      output: {
        repository: z =>
          z.object(repositoryFields(z), {
            description: 'The fields depend on the kind of Git host.',
          }),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      if (input.newRepository && settings) requireOneEach(settings);
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

/** @throws InputError - if several services share the configured repository, which then exists already */
function requireOneEach({ repo }: PullRequestSettings): void {
  if (/\{(component|name)\}/.test(repo)) return;
  throw refusal(
    'InputError',
    `The configuration irsa.pullRequests.repository names repository "${repo}" for all services, so this template cannot create one for the new service. Nothing was created. Use a value with {component}, or a template that adds the service to "${repo}".`,
  );
}
