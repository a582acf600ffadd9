import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiGitCommitLine } from '@remixicon/react';
import { Note } from '../../ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { FixButton } from '../fix/FixButton';
import type { Fix } from '../fix/useFix';
import styles from './DriftNote.module.css';
import { DriftedStep } from './DriftedStep';

/**
 * Lists the resources that differ from the spec. Offers to reconcile them unless the fix of the finding already does. Renders nothing for accounts
 * without a spec or without drift.
 */
export function DriftNote(props: { account: IamServiceAccount; fix: Fix }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, fix } = props;
  const steps = account.drift ?? [];
  if (!account.spec || steps.length === 0) return null;
  return (
    <Note
      label={t('drift.label')}
      icon={RiGitCommitLine}
      title={t('drift.title', { count: steps.length })}
      tone="warning"
    >
      <ul className={styles.steps}>
        {steps.map(step => (
          <DriftedStep key={step.id} accountId={account.id} step={step} />
        ))}
      </ul>
      {!fix.resolvesFinding && (
        <FixButton fix={fix} variant="secondary">
          {t('drift.reconcile')}
        </FixButton>
      )}
    </Note>
  );
}
