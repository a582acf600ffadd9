import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiGitCommitLine } from '@remixicon/react';
import { useApply } from '../../operation/useApply';
import { useMayApply } from '../useCanEdit';
import { Note } from '../../ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { OperationProgress } from '../../operation/OperationProgress';
import styles from './DriftNote.module.css';
import { DriftedStep } from './DriftedStep';

function BringBack(props: {
  account: IamServiceAccount;
  isPending: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const mayApply = useMayApply(props.account);
  if (!mayApply) return null;
  return (
    <Button
      size="small"
      variant="secondary"
      isPending={props.isPending}
      onPress={props.onPress}
    >
      {t('drift.reconcile')}
    </Button>
  );
}

function Drifted(props: {
  account: IamServiceAccount;
  spec: IamServiceAccountSpec;
  onApplied: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, spec, onApplied } = props;
  const application = useApply(onApplied);
  const steps = account.drift ?? [];
  return (
    <>
      {steps.length > 0 && (
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
          <BringBack
            account={account}
            isPending={application.running}
            onPress={() => application.start(spec)}
          />
        </Note>
      )}
      <OperationProgress run={application} />
    </>
  );
}

/** What is not as it was asked for, with its differences, and a way to bring it back. Nothing for what nobody asked us for. */
export function DriftNote(props: {
  account: IamServiceAccount;
  onApplied: () => void;
}) {
  const { account, onApplied } = props;
  if (!account.spec) return null;
  return (
    <Drifted account={account} spec={account.spec} onApplied={onApplied} />
  );
}
