import {
  coreExtensionData,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

const loadPage = () => import('./CatalogPage');

// If the user opens the URL of the catalog, the page starts to load before the app has started.
if (window.location.pathname === '/catalog') loadPage().catch(() => {});

/** The catalog with the "AWS access" column, which a plugin cannot add by itself. The page loads only when it is opened. */
export const catalogWithAwsAccess = catalogPlugin.withOverrides({
  extensions: [
    catalogPlugin.getExtension('page:catalog').override({
      factory: (originalFactory, { config, inputs, node }) => [
        ...originalFactory(),
        coreExtensionData.reactElement(
          ExtensionBoundary.lazy(node, async () => {
            const { CatalogPage } = await loadPage();
            return (
              <CatalogPage
                filters={inputs.filters.map(filter =>
                  filter.get(coreExtensionData.reactElement),
                )}
                pagination={config.pagination}
              />
            );
          }),
        ),
      ],
    }),
  ],
});
