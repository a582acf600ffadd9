import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import type { AccessQuestion } from '../../../hooks/useAccessQuestion';
import { usePages } from '../../../hooks/usePages';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { Pager } from '../table/Pager';
import tableStyles from '../table/FleetTable.module.css';
import styles from './Access.module.css';
import { HolderItem } from './HolderItem';

const SHAPES = ['first', 'second', 'third'];

/** Everyone who can do what was asked about, and what the answer leaves out. */
export function AccessAnswer({ question }: { question: AccessQuestion }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(
    (page: { cursor?: string; limit: number }) =>
      irsaApi.listAccess({ ...question, ...page }),
    [irsaApi, question],
  );
  const pages = usePages(list);
  const { value, error, reload } = pages;
  const what = t('access.what', { ...question });
  if (error) {
    return <FleetFailure what={what} error={error} onRetry={reload} />;
  }
  if (!value) {
    return (
      <div className={styles.holders}>
        <VisuallyHidden role="status">
          {t('fleet.reading', { what })}
        </VisuallyHidden>
        {SHAPES.map(shape => (
          <Skeleton key={shape} width="100%" height={88} />
        ))}
      </div>
    );
  }
  const { items, total, roles, notRead } = value;
  return (
    <div className={tableStyles.part}>
      <div role="status">
        <Text as="h2" variant="title-x-small" weight="bold">
          {t(total === 0 ? 'access.nobody' : 'access.found', {
            ...question,
            count: total,
          })}
        </Text>
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {[t('access.asSwept', { count: roles }), ...notRead].join(' ')}
      </Text>
      <ul className={styles.holders} aria-label={t('access.holders')}>
        {items.map(holder => (
          <HolderItem
            key={`${holder.roleId} ${holder.serviceAccount?.id}`}
            holder={holder}
          />
        ))}
      </ul>
      {items.length > 0 && (
        <Pager
          offset={pages.offset}
          shown={items.length}
          total={total}
          previous={pages.previous}
          next={pages.next}
        />
      )}
    </div>
  );
}
