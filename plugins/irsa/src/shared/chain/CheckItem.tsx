import type { CheckDescription, CheckResult } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { linkState } from './chainLinks';
import { remediationOf } from './remediation';
import { irsaTranslationRef } from '../../translation';
import { DocsPage } from '../ui/DocsPage';
import { WithCode } from '../ui/WithCode';
import { Fix } from './Fix';
import styles from './LinkDetail.module.css';
import { LinkStateBadge } from './LinkStateBadge';

/** The descriptions of the checks, by check ID. */
export type Questions = ReadonlyMap<string, CheckDescription>;

/** One check of a link: its question, its result with the evidence, and how to fix a problem. */
export function CheckItem(props: { check: CheckResult; questions: Questions }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { check, questions } = props;
  const { id, result, blockedBy } = check;
  const description = questions.get(id);
  const isFinding = result !== 'pass' && blockedBy === undefined;
  const remediation = remediationOf(check);
  return (
    <li className={styles.check}>
      <div className={styles.question}>
        <LinkStateBadge
          state={linkState([check])}
          words={t(
            `checkState.${blockedBy === undefined ? result : 'skipped'}`,
          )}
        />
        <Text as="p" variant="body-small" weight="bold">
          {description?.question ?? id}
        </Text>
      </div>
      <Text as="p" variant="body-small" className={styles.text}>
        {blockedBy === undefined ? (
          <>
            <WithCode text={check.message} /> ({t(`evidence.${check.evidence}`)}
            )
          </>
        ) : (
          t('chain.blocked', {
            question: questions.get(blockedBy)?.question ?? blockedBy,
          })
        )}
      </Text>
      {isFinding && <Symptoms symptoms={description?.symptoms ?? []} />}
      {isFinding && remediation && (
        <Fix remediation={remediation} diff={check.diff} />
      )}
      {isFinding && description && <DocsPage page={description.docs} />}
    </li>
  );
}

function Symptoms({ symptoms }: { symptoms: readonly string[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (symptoms.length === 0) return null;
  return (
    <div className={styles.part}>
      <Text as="h5" variant="body-small" weight="bold">
        {t('chain.symptoms')}
      </Text>
      <ul className={styles.symptoms} aria-label={t('chain.symptoms')}>
        {symptoms.map(symptom => (
          <li key={symptom}>
            <code>{symptom}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
