import type { Diagnosis, RecognizedText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { WithCode } from '../../../shared/ui/WithCode';
import { CandidateItem } from './CandidateItem';
import styles from './Diagnose.module.css';

/** The recognized parts of a text, and the faults that can cause the error, the most likely first. */
export function DiagnosisView({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { recognized, candidates, verifiedAt } = diagnosis;
  return (
    <div className={styles.answer}>
      <Text as="h4" weight="bold">
        {t('diagnose.understood')}
      </Text>
      {recognized.length === 0 ? (
        <Text variant="body-small">{t('diagnose.notUnderstood')}</Text>
      ) : (
        <ul className={styles.list} aria-label={t('diagnose.understood')}>
          {recognized.map((part, index) => (
            // eslint-disable-next-line react/no-array-index-key -- the same text may come twice
            <RecognizedItem key={index} part={part} />
          ))}
        </ul>
      )}
      <Text as="h4" weight="bold">
        {t('diagnose.candidates')}
      </Text>
      {candidates.length === 0 ? (
        <Text variant="body-small">{t('diagnose.noCandidates')}</Text>
      ) : (
        <ol className={styles.list} aria-label={t('diagnose.candidates')}>
          {candidates.map(candidate => (
            <CandidateItem key={candidate.fault} candidate={candidate} />
          ))}
        </ol>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {t('diagnose.checked', { ago: <Ago at={verifiedAt} /> })}
      </Text>
    </div>
  );
}

function RecognizedItem({ part }: { part: RecognizedText }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { text, meaning } = part;
  return (
    <li className={styles.recognized}>
      <code className={styles.quote}>{text}</code>
      <span>
        <WithCode text={meaning} />
      </span>
      {(['action', 'resource', 'principal'] as const).map(
        key =>
          part[key] && (
            <span key={key} className={styles.detail}>
              {t(`diagnose.${key}`)}: <code>{part[key]}</code>
            </span>
          ),
      )}
    </li>
  );
}
