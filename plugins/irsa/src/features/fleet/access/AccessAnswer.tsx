import type { AccessList } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { AccessQuestion } from './useAccessQuestion';
import { type Pages, usePages } from '../table/usePages';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { ListStatus } from '../ListStatus';
import { Pager } from '../table/Pager';
import tableStyles from '../table/FleetTable.module.css';
import styles from './Access.module.css';
import { HolderItem } from './HolderItem';

const SHAPES = ['first', 'second', 'third'];

function useAccessPages(question: AccessQuestion): Pages<AccessList> {
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(
    (page: { cursor?: string; limit: number }) =>
      irsaApi.listAccess({ ...question, ...page }),
    [irsaApi, question],
  );
  return usePages(list);
}

function Holders(props: { pages: Pages<AccessList>; found?: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, offset, previous, next } = props.pages;
  if (!value) {
    return (
      <div className={styles.holders}>
        {SHAPES.map(shape => (
          <Skeleton key={shape} width="100%" height={88} />
        ))}
      </div>
    );
  }
  const { items, total, roles, limitations } = value;
  return (
    <div className={tableStyles.part}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {props.found}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {[t('access.asScanned', { count: roles }), ...limitations].join(' ')}
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
          offset={offset}
          shown={items.length}
          total={total}
          previous={previous}
          next={next}
        />
      )}
    </div>
  );
}

/** Everyone who can do what was asked about, and what the answer leaves out. */
export function AccessAnswer({ question }: { question: AccessQuestion }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pages = useAccessPages(question);
  const { value, error, loading, reload } = pages;
  const what = t('access.what', { ...question });
  const found =
    value &&
    t(value.total === 0 ? 'access.nobody' : 'access.found', {
      ...question,
      count: value.total,
    });
  return (
    <>
      <ListStatus what={what} isLoading={loading} found={found} />
      {error ? (
        <FleetFailure what={what} error={error} onRetry={reload} />
      ) : (
        <Holders pages={pages} found={found} />
      )}
    </>
  );
}
