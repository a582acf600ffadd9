import type { PastVerification } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { type History, useHistory } from './useHistory';
import { foldHistory } from './foldHistory';
import { irsaTranslationRef } from '../../../translation';
import { LoadFailure } from '../../../shared/ui/LoadFailure';
import { Section } from '../../../shared/ui/Section';
import { FoldedLine } from './FoldedLine';
import { HistoryEntry } from './HistoryEntry';
import styles from './History.module.css';

/** The section "History": one line per verification, the newest first, with the changes since the previous one. */
export function HistorySection(props: { id: string; trigger: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const history = useHistory(props.id, props.trigger);
  return (
    <Section title={t('tab.history')}>
      <Lines history={history} />
    </Section>
  );
}

function Lines({ history }: { history: History }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { items, error, reload, more, isReadingMore, moreFailure } = history;
  if (error) {
    return (
      <LoadFailure title={t('history.failed')} error={error} onRetry={reload} />
    );
  }
  if (!items) {
    return (
      <>
        <VisuallyHidden role="status">{t('history.loading')}</VisuallyHidden>
        <Skeleton width="60%" height={18} />
        <Skeleton width="50%" height={18} />
      </>
    );
  }
  if (items.length === 0) {
    return <Text variant="body-small">{t('history.none')}</Text>;
  }
  return (
    <div className={styles.history}>
      <List items={items} />
      {moreFailure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('history.moreFailed', { message: moreFailure.message })}
        />
      )}
      {more && (
        <Button
          size="small"
          variant="secondary"
          isPending={isReadingMore}
          onPress={more}
        >
          {t('history.more')}
        </Button>
      )}
    </div>
  );
}

function List(props: { items: readonly PastVerification[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <ol className={styles.lines} aria-label={t('history.list')}>
      {foldHistory(props.items).map(line =>
        line.kind === 'verification' ? (
          <HistoryEntry
            key={line.verification.id}
            verification={line.verification}
          />
        ) : (
          <FoldedLine
            key={line.verifications[0].id}
            verifications={line.verifications}
          />
        ),
      )}
    </ol>
  );
}
