import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DataColumn } from '../../../shared/table/DataRows';
import { DataTable } from '../../../shared/table/DataTable';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import { TRENDS, trendRows, type TrendRow } from './trendWords';

/** The trends as a table with one row per day, the newest first. */
export function TrendTable({ trends }: { trends: Overview['trends'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day, number } = useFormats();
  const nameOf = ({ id }: TrendRow) => day(new Date(id));
  const columns: DataColumn<TrendRow>[] = [
    { id: 'day', title: t('trend.day'), width: 1, cell: nameOf },
    ...TRENDS.map(trend => ({
      id: trend,
      title: t(`trend.of.${trend}`),
      width: 1,
      cell: ({ values }: TrendRow) => {
        const value = values[trend];
        return value === undefined ? '–' : number(value);
      },
    })),
  ];
  return (
    <DataTable
      name={t('trend.asTable')}
      columns={columns}
      rows={trendRows(trends)}
      nameOf={nameOf}
    />
  );
}
