import {
  irsaServiceAccountUpdatePermission,
  type IamServiceAccount,
  type IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiGitCommitLine } from '@remixicon/react';
import { useAllowed } from '../../hooks/useAllowed';
import { useApply } from '../../hooks/useApply';
import { irsaTranslationRef } from '../../translation';
import { OperationProgress } from '../EntityAccessContent/apply/OperationProgress';
import styles from './DriftNote.module.css';
import { DriftedStep } from './DriftedStep';

function BringBack(props: {
  id: string;
  isPending: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const isAllowed = useAllowed(irsaServiceAccountUpdatePermission, props.id);
  if (!isAllowed) return null;
  return (
    <Button
      size="small"
      variant="secondary"
      isPending={props.isPending}
      onPress={props.onPress}
    >
      {t('drift.bringBack')}
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
        <section className={styles.note} aria-label={t('drift.label')}>
          <div className={styles.heading}>
            <RiGitCommitLine aria-hidden size={18} />
            <Text variant="body-small" weight="bold">
              {t('drift.title', { count: steps.length })}
            </Text>
          </div>
          <ul className={styles.steps}>
            {steps.map(step => (
              <DriftedStep key={step.id} step={step} />
            ))}
          </ul>
          <BringBack
            id={account.id}
            isPending={application.running}
            onPress={() => application.start(spec)}
          />
        </section>
      )}
      <OperationProgress application={application} />
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
