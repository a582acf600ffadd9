import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';

/** Returns a catalog that accepts the plugin's entity provider and records its mutations. */
export function catalogOfTheTest() {
  const providers: EntityProvider[] = [];
  const mutations: EntityProviderMutation[] = [];
  const feature: BackendFeature = createBackendPlugin({
    pluginId: 'catalog',
    register(env) {
      env.registerExtensionPoint(catalogProcessingExtensionPoint, {
        addProcessor() {},
        addEntityProvider: (...added) => providers.push(...added.flat()),
        addPlaceholderResolver() {},
        setOnProcessingErrorHandler() {},
      });
      env.registerInit({
        deps: { lifecycle: coreServices.lifecycle },
        init: async ({ lifecycle }) =>
          lifecycle.addStartupHook(async () => {
            for (const provider of providers) {
              await provider.connect({
                applyMutation: async mutation => {
                  mutations.push(mutation);
                },
                refresh: async () => {},
              });
            }
          }),
      });
    },
  });
  return { feature, mutations };
}
