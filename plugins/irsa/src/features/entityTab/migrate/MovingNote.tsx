import {
  otherThan,
  type IamServiceAccount,
  type Migration,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useMayMigrate } from '../../../shared/serviceAccount/useMay';
import {
  useMigrationDialog,
  useMigrationPlan,
} from '../../../shared/operation/migration/useMigration';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import { MigrateDialog } from './MigrateDialog';
import { ClosedRun } from '../../../shared/operation/ClosedRun';
import { RestartList } from '../../../shared/operation/migration/RestartList';

/** The pods that must still restart, each with its command. */
function Restarts(props: { account: IamServiceAccount; round: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, round } = props;
  const plan = useMigrationPlan(account.id, askedMechanism(account), round);
  return (
    <AsyncContent
      loaded={plan}
      loading={t('moving.loading')}
      failed={message => t('moving.failed', { message })}
    >
      {({ restarts }) =>
        restarts.length > 0 && <RestartList restarts={restarts} />
      }
    </AsyncContent>
  );
}

function Moving(props: {
  account: IamServiceAccount;
  migration: Migration;
  round: number;
  onFinish: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, round } = props;
  const { podsToRestart } = props.migration;
  const to = askedMechanism(account);
  const mayMigrate = useMayMigrate(account);
  return (
    <Note
      label={t('moving.label')}
      icon={RiArrowLeftRightLine}
      title={t(`moving.title.${to}`)}
    >
      <Text variant="body-small">
        {podsToRestart > 0
          ? t('moving.pods', {
              count: podsToRestart,
              mechanism: t(`mechanism.${otherThan(to)}`),
            })
          : t('moving.ready')}
      </Text>
      {mayMigrate && (
        <>
          <Restarts account={account} round={round} />
          <Button size="small" variant="secondary" onPress={props.onFinish}>
            {t('moving.button')}
          </Button>
        </>
      )}
    </Note>
  );
}

/**
 * A note that both mechanisms serve the pods of an account, with the remaining restarts and a button to finish. Renders nothing if the last
 * verification found no migration in progress.
 */
export function MovingNote(props: {
  account: IamServiceAccount;
  /** The migration in progress, if any. */
  migration: Migration | undefined;
  /** The trigger that reloads the plan when it changes. */
  round: number;
  onMoved: () => void;
}) {
  const { account, migration, round, onMoved } = props;
  const to = askedMechanism(account);
  // The dialog stays open until the end, when the migration is no longer in progress.
  const { isOpen, setOpen, run } = useMigrationDialog(account, to, onMoved);
  return (
    <>
      {migration && (
        <Moving
          account={account}
          migration={migration}
          round={round}
          onFinish={() => setOpen(true)}
        />
      )}
      {isOpen ? (
        <MigrateDialog
          account={account}
          to={to}
          onOpenChange={setOpen}
          run={run}
        />
      ) : (
        <ClosedRun run={run} does="migrate" />
      )}
    </>
  );
}
