import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** The pause between requests to the catalog and the maximum wait time, in milliseconds. */
export interface Waits {
  pause: number;
  limit: number;
}

/**
 * Creates the action `local-git:register`, for development. Unlike `catalog:register`, it waits until the entity is in the catalog, so that links
 * to the entity work. An entity that is already in the catalog is refreshed from its source.
 */
export function createLocalRegisterAction(
  catalog: CatalogService,
  { pause, limit }: Waits = { pause: 200, limit: 30_000 },
) {
  return createTemplateAction({
    id: 'local-git:register',
    description: 'Registers an entity and waits until it is in the catalog.',
    schema: {
      input: {
        entityRef: z =>
          z.string({
            description:
              'The entity reference, such as component:default/orders.',
          }),
        catalogInfoUrl: z =>
          z.string({ description: 'The URL of its catalog-info.yaml.' }),
      },
    },
    async handler(ctx) {
      const { entityRef, catalogInfoUrl } = ctx.input;
      if (!URL.canParse(catalogInfoUrl)) {
        throw new InputError(`catalogInfoUrl is not a URL: ${catalogInfoUrl}`);
      }
      const options = { credentials: await ctx.getInitiatorCredentials() };
      const present = () => catalog.getEntityByRef(entityRef, options);
      if (await present()) {
        await catalog.refreshEntity(entityRef, options);
        ctx.logger.info(`${entityRef} is already in the catalog`);
        return;
      }
      try {
        await catalog.addLocation(
          { type: 'url', target: catalogInfoUrl },
          options,
        );
      } catch (error) {
        // An interrupted run has already registered the location, and the catalog is processing it.
        if (!isError(error) || error.name !== 'ConflictError') throw error;
      }
      const until = Date.now() + limit;
      while (!(await present())) {
        if (Date.now() > until) {
          throw new ServiceUnavailableError(
            `${entityRef} was registered from ${catalogInfoUrl}, but was not in the catalog after ${
              limit / 1000
            } s.`,
          );
        }
        await new Promise(resolve => setTimeout(resolve, pause));
        ctx.signal?.throwIfAborted();
      }
      ctx.logger.info(`Registered ${entityRef} in the catalog`);
    },
  });
}
