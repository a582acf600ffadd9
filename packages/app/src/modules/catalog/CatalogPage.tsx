import {
  CatalogTable,
  type CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { CatalogIndexPage } from '@backstage/plugin-catalog/alpha';
import { createAwsAccessColumn } from '@backstage-irsa/plugin-irsa';
import type { ComponentProps } from 'react';
import './catalog.css';

type CatalogTableColumn = ReturnType<CatalogTableColumnsFunc>[number];

const awsAccess = createAwsAccessColumn();

/** The style for names, which stay on one line: a name that breaks within a word is hard to read. */
const inOneLine = {
  cellStyle: {
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
} as const;
/** The fixed widths of the columns, so that they do not move when rows load. The actions column gets the remaining width. */
const SHAPES: Record<
  string,
  Pick<CatalogTableColumn, 'width' | 'cellStyle'>
> = {
  'resolved.entityRef': { width: '265px', ...inOneLine },
  'resolved.partOfSystemRelationTitle': { width: '150px', ...inOneLine },
  'resolved.ownedByRelationsTitle': { width: '130px', ...inOneLine },
  'entity.spec.lifecycle': { width: '130px' },
  'entity.awsAccess': { width: '165px' },
};

/** The columns that are left out to make room for "AWS access". Users can still filter components by type and tags. */
const LEFT_OUT = ['entity.metadata.tags', 'entity.spec.type'];

/** Returns the columns of the catalog. For components, "AWS access" replaces the description. */
const columns: CatalogTableColumnsFunc = context => {
  const all = CatalogTable.defaultColumnsFunc(context);
  // The catalog shows components before its filters have loaded.
  const { value: kind = 'component' } = context.filters.kind ?? {};
  const chosen =
    kind === 'component'
      ? all
          .filter(({ field }) => !LEFT_OUT.includes(`${field}`))
          .map(column =>
            column.field === 'entity.metadata.description' ? awsAccess : column,
          )
      : all;
  return chosen.map(column => ({ ...column, ...SHAPES[`${column.field}`] }));
};

/** The catalog with the column "AWS access". */
export function CatalogPage(
  props: Omit<ComponentProps<typeof CatalogIndexPage>, 'columns'>,
) {
  return (
    <CatalogIndexPage
      {...props}
      columns={columns}
      tableOptions={{ tableLayout: 'fixed' }}
    />
  );
}
