import {
  coreExtensionData,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

const loadPage = () => import('./CatalogPage');

// Who comes by the address of the catalog need not wait until the app has started to load its page.
if (window.location.pathname === '/catalog') loadPage().catch(() => {});

/** The catalog, whose table has a column of ours: no plugin can add one by itself. It is loaded once it is opened: other pages start without it. */
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
