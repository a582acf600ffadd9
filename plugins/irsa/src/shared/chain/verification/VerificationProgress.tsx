import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text, VisuallyHidden } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type { VerificationRun } from './useVerification';
import { irsaTranslationRef } from '../../../translation';
import listStyles from '../../ui/PlainList.module.css';
import styles from './VerificationProgress.module.css';
import { VerificationStepLine } from './VerificationStepLine';

/** The progress of a run of verifications for each account. Disappears after all of them succeeded. */
export function VerificationProgress({ run }: { run: VerificationRun }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { steps, running, close } = run;
  const shown = running || steps.some(step => step.progress.state !== 'done');
  const finished = !shown && steps.length > 0;
  return (
    <div aria-live="polite" className={styles.live}>
      {finished && <VisuallyHidden>{t('verify.finished')}</VisuallyHidden>}
      {shown && (
        <div className={styles.progress}>
          <div className={styles.heading}>
            <Text variant="body-small">{t('verify.steps')}</Text>
            {!running && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('dialog.close')}
                icon={<RiCloseLine aria-hidden />}
                onPress={close}
              />
            )}
          </div>
          <ol aria-label={t('verify.title')} className={listStyles.list}>
            {steps.map(step => (
              <VerificationStepLine key={step.account.id} step={step} />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
