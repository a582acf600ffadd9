import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  CatalogTable,
  type CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import catalogPlugin, {
  CatalogIndexPage,
} from '@backstage/plugin-catalog/alpha';
import { createAwsAccessColumn } from '@backstage-irsa/plugin-irsa';

const awsAccess = createAwsAccessColumn();

/** Names stay in one line: a name that goes on in the next line within a word is hard to read. */
const nameColumn = { width: 'auto', cellStyle: { whiteSpace: 'nowrap' } };
const NAMES = [
  'resolved.entityRef',
  'resolved.partOfSystemRelationTitle',
  'resolved.ownedByRelationsTitle',
];

/** The columns of the catalog, "AWS access" for components in the place of their descriptions and tags. */
const columns: CatalogTableColumnsFunc = context => {
  const all = CatalogTable.defaultColumnsFunc(context).map(column =>
    NAMES.includes(`${column.field}`) ? { ...column, ...nameColumn } : column,
  );
  return context.filters.kind?.value === 'component'
    ? all
        .filter(({ field }) => field !== 'entity.metadata.tags')
        .map(column =>
          column.field === 'entity.metadata.description' ? awsAccess : column,
        )
    : all;
};

/** The catalog, whose table has a column of ours: no plugin can add one by itself. */
export const catalogWithAwsAccess = catalogPlugin.withOverrides({
  extensions: [
    catalogPlugin.getExtension('page:catalog').override({
      factory: (originalFactory, { config, inputs }) => [
        ...originalFactory(),
        coreExtensionData.reactElement(
          <CatalogIndexPage
            columns={columns}
            filters={inputs.filters.map(filter =>
              filter.get(coreExtensionData.reactElement),
            )}
            pagination={config.pagination}
          />,
        ),
      ],
    }),
  ],
});
