import type { IamServiceAccount, Migration } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useMayMigrate } from '../../../shared/serviceAccount/useMay';
import {
  useMigrationDialog,
  useMigrationPlan,
} from '../../../shared/operation/migration/useMigration';
import {
  askedMechanism,
  otherThan,
} from '../../../shared/serviceAccount/mechanism';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import { MigrateDialog } from './MigrateDialog';
import { RestartList } from '../../../shared/operation/migration/RestartList';

/** The pods that must start again, each with its command, as it is now. */
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

/** That both mechanisms serve pods of an account, the restarts left, and the way to finish. Nothing for one that is not on the way, as last verified. */
export function MovingNote(props: {
  account: IamServiceAccount;
  /** Undefined for one that is not on the way. */
  migration: Migration | undefined;
  /** Its plan is read again whenever this changes. */
  round: number;
  onMoved: () => void;
}) {
  const { account, migration, round, onMoved } = props;
  const to = askedMechanism(account);
  // Stays open to the end, when the account is on the way no more.
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
      {isOpen && (
        <MigrateDialog
          account={account}
          to={to}
          onOpenChange={setOpen}
          run={run}
        />
      )}
    </>
  );
}
