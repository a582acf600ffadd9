import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../../shared/ui/useDebounced';
import type { TableQuery } from './useTableQuery';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';

const DEBOUNCE_MILLISECONDS = 300;

/** The search field for a part of a name. Searches after the user stops typing. */
export function SearchInput(props: { label: string; table: TableQuery }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { table } = props;
  const { q = '' } = table.query;
  const [text, setText] = useState(q);
  const settled = useDebounced(text, DEBOUNCE_MILLISECONDS);
  const latest = useRef(table);
  latest.current = table;
  const searched = useRef(q);
  useEffect(() => {
    const { query, search } = latest.current;
    if (settled.trim() === (query.q ?? '')) return;
    searched.current = settled.trim();
    search(settled);
  }, [settled]);
  // Show a text that a link or "Show all" has set. The URL's answer to a search of this field must not undo what the user has typed since.
  useEffect(() => {
    if (q === searched.current) return;
    searched.current = q;
    setText(q);
  }, [q]);
  return (
    <SearchField
      size="small"
      className={styles.search}
      aria-label={t('table.searchIn', { table: props.label })}
      placeholder={t('table.search')}
      value={text}
      onChange={setText}
    />
  );
}
