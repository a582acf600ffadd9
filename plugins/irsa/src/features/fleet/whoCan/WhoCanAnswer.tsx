import type { AccessHolder, AccessList } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type AccessQuestion, HOLDER_KINDS } from './useAccessQuestion';
import { type Pages, usePages } from '../table/usePages';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { ListStatus } from '../ListStatus';
import { Pager } from '../table/Pager';
import tableStyles from '../table/FleetTable.module.css';
import styles from './WhoCan.module.css';
import { HolderItem } from './HolderItem';
import { KindFilter } from './KindFilter';

const SHAPES = ['first', 'second', 'third'];

function useAccessPages(question: AccessQuestion): Pages<AccessList> {
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(
    (page: { cursor?: string; limit: number }) =>
      irsaApi.askAccess({ ...question, ...page }),
    [irsaApi, question],
  );
  return usePages(list);
}

type OnKind = (kind?: AccessHolder['kind']) => void;

function Group(props: { kind: AccessHolder['kind']; items: AccessHolder[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const name = t(`access.kind.${props.kind}`);
  return (
    <div className={tableStyles.part}>
      <Text as="h3" variant="body-medium" weight="bold">
        {name}
      </Text>
      <ul className={styles.holders} aria-label={name}>
        {props.items.map(holder => (
          <HolderItem key={holder.id} holder={holder} />
        ))}
      </ul>
    </div>
  );
}

function Holders({ pages }: { pages: Pages<AccessList> }) {
  const { value } = pages;
  return (
    <div className={tableStyles.part}>
      {value ? (
        HOLDER_KINDS.map(kind => {
          const some = value.items.filter(holder => holder.kind === kind);
          return (
            some.length > 0 && <Group key={kind} kind={kind} items={some} />
          );
        })
      ) : (
        <div className={styles.holders}>
          {SHAPES.map(shape => (
            <Skeleton key={shape} width="100%" height={88} />
          ))}
        </div>
      )}
      <Pager pages={pages} />
    </div>
  );
}

/** The skeleton of the answer's header. */
function HeadSkeleton() {
  return (
    <div className={tableStyles.part}>
      <Skeleton width="45%" height={28} />
      <Skeleton width="30%" height={18} />
      <Skeleton width="20%" height={18} />
      <Skeleton width="35%" height={32} />
    </div>
  );
}

/** The number of holders, the limitations of the answer, and the filter for the kind. */
function Found(props: {
  answer: AccessList;
  question: AccessQuestion;
  title?: string;
  onKind: OnKind;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kinds, principals, limitations } = props.answer;
  return (
    <div className={tableStyles.part}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('access.asScanned', { count: principals })}
      </Text>
      {limitations.length > 0 && (
        <details className={styles.limitations}>
          <summary>
            {t('access.limitations', { count: limitations.length })}
          </summary>
          <ul>
            {limitations.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      {kinds.length > 0 && (
        <KindFilter
          kinds={kinds}
          kind={props.question.kind}
          onChange={props.onKind}
        />
      )}
    </div>
  );
}

/** The answer to a question: all holders of the access, and the limitations of the answer. */
export function WhoCanAnswer(props: {
  question: AccessQuestion;
  onKind: OnKind;
}) {
  const { question, onKind } = props;
  const { t } = useTranslationRef(irsaTranslationRef);
  const pages = useAccessPages(question);
  const { error, loading, reload } = pages;
  // While another kind loads, the filter stays in place.
  const shown = pages.value ?? pages.last;
  const what = t('access.what', { ...question });
  const all = shown?.kinds.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const found =
    shown &&
    t(all === 0 ? 'access.nobody' : 'access.found', {
      ...question,
      count: all,
    });
  return (
    <>
      <ListStatus what={what} isLoading={loading} found={found} />
      {error ? (
        <FleetFailure what={what} error={error} onRetry={reload} />
      ) : (
        <>
          {shown ? (
            <Found
              answer={shown}
              question={question}
              title={found}
              onKind={onKind}
            />
          ) : (
            <HeadSkeleton />
          )}
          <Holders pages={pages} />
        </>
      )}
    </>
  );
}
