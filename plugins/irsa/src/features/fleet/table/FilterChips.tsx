import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Tag, TagGroup } from '@backstage/ui';
import type { FleetFilter } from '@backstage-irsa/plugin-irsa-common';
import type { TableQuery } from './useTableQuery';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';
import { useFilterWords } from './useFilterWords';

/** The active filters, each with a button to remove it. Renders nothing if there are none. */
export function FilterChips({ table }: { table: TableQuery }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useFilterWords();
  const { filters } = table;
  if (filters.length === 0) return null;
  const remove = (keys: Set<string | number>) =>
    table.filter(
      Object.fromEntries([...keys].map(key => [key as FleetFilter, []])),
    );
  return (
    <div className={styles.chips}>
      <TagGroup aria-label={t('filters.set')} onRemove={remove}>
        {filters.map(({ id, values }) => {
          const words = t('filters.chip', {
            filter: t(`filter.${id}`),
            value: values.map(value => wordsOf(id, value)).join(', '),
          });
          return (
            <Tag key={id} id={id} size="small" textValue={words}>
              {words}
            </Tag>
          );
        })}
      </TagGroup>
      {filters.length > 1 && (
        <Button size="small" variant="tertiary" onPress={table.clear}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}
