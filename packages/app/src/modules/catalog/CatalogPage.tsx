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

/** A name stays in one line: one that goes on in the next line within a word is hard to read. */
const inOneLine = {
  cellStyle: {
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
} as const;
/** Columns whose widths are known do not move when the rows come; what is left is for the actions. */
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

/** What has no room beside "AWS access"; components are filtered by type and tags on the left. */
const LEFT_OUT = ['entity.metadata.tags', 'entity.spec.type'];

/** The columns of the catalog, "AWS access" for components in the place of their descriptions. */
const columns: CatalogTableColumnsFunc = context => {
  const all = CatalogTable.defaultColumnsFunc(context);
  // The catalog begins with components, before its filters are there.
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
