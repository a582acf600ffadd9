import type { IamServiceAccount, Mechanism } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useMigrationPlan } from '../../../shared/operation/migration/useMigration';
import type { OperationRun } from '../../../shared/operation/useOperation';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import { OperationDialog } from '../../../shared/operation/OperationDialog';
import { MigrationView } from '../../../shared/operation/migration/MigrationView';
import { RemainingList } from '../../../shared/operation/migration/RemainingList';
import { RestartList } from '../../../shared/operation/migration/RestartList';

/** The manual steps that remain after the migration. Loads the plan again, because pods might have restarted meanwhile. */
function Outcome({ id, to }: { id: string; to: Mechanism }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const plan = useMigrationPlan(id, to);
  return (
    <AsyncContent
      loaded={plan}
      loading={t('moving.loading')}
      failed={message => t('moving.failed', { message })}
    >
      {({ restarts, remaining }) => (
        <>
          {restarts.length > 0 && (
            <Text variant="body-small">{t('migrate.restartListed')}</Text>
          )}
          <RestartList restarts={restarts} />
          <RemainingList remaining={remaining} />
        </>
      )}
    </AsyncContent>
  );
}

/** The dialog of a migration: the planned changes and blockers first, then the progress, and finally the remaining steps. */
export function MigrateDialog(props: {
  account: IamServiceAccount;
  to: Mechanism;
  onOpenChange: (isOpen: boolean) => void;
  run: OperationRun & { start: () => Promise<void> };
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, to, run } = props;
  const plan = useMigrationPlan(account.id, to);
  const { value } = plan;
  const isReady = value?.blockers.length === 0 && value.steps.length > 0;
  return (
    <OperationDialog
      does="migrate"
      title={t(`migrate.title.${to}`, { account: accountLabel(account) })}
      onOpenChange={props.onOpenChange}
      run={run}
      isReady={isReady}
      onConfirm={run.start}
      outcome={<Outcome id={account.id} to={to} />}
    >
      <Text as="p" variant="body-small">
        {t(`migrate.text.${to}`)}
      </Text>
      <AsyncContent
        loaded={plan}
        loading={t('migrate.loading')}
        failed={message => t('migrate.planFailed', { message })}
      >
        {shown => <MigrationView plan={shown} />}
      </AsyncContent>
    </OperationDialog>
  );
}
