import {
  type CheckChange,
  type PastVerification,
} from '@backstage-irsa/core/model';
import { shownStatus } from '@backstage-irsa/core/status';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { StatusBadge } from '../../../shared/chain/StatusBadge';
import { WithCode } from '../../../shared/ui/WithCode';
import styles from './History.module.css';

function useChangeWords(): (change: CheckChange) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ link, before, after }) => {
    const words = (answer: CheckChange['after']) =>
      answer ? t(`checkState.${answer.result}`) : t('history.notAsked');
    const values = {
      link: t(`link.${link}`),
      after: words(after),
      message: (after ?? before)?.message ?? '',
    };
    return before?.result === after?.result
      ? t('history.still', values)
      : t('history.change', { ...values, before: words(before) });
  };
}

/** One past verification: its status, its time, and the changes since the previous one. */
export function HistoryEntry(props: { verification: PastVerification }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const changeWords = useChangeWords();
  const { checkedAt, changes, isFirst } = props.verification;
  return (
    <li className={styles.line}>
      <StatusBadge status={shownStatus(props.verification)} />{' '}
      <Text as="span" variant="body-small" color="secondary">
        <Ago at={checkedAt} />
      </Text>{' '}
      {changes.length === 0 && (
        <Text as="span" variant="body-small">
          {t(isFirst ? 'history.first' : 'history.unchanged')}
        </Text>
      )}
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {isFirst && <li>{t('history.first')}</li>}
          {changes.map(change => (
            <li key={change.id}>
              <WithCode text={changeWords(change)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
