import type { IamServiceAccount, Migration } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { useMayMigrate } from '../../../shared/serviceAccount/useCanEdit';
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

/** As many as one page of the backend holds: few are on the way at once. */
const LIMIT = 200;

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
  /** It is read again whenever this changes. */
  round: number;
  onMoved: () => void;
}) {
  const { account, round, onMoved } = props;
  const { id, cluster } = account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(
    () =>
      irsaApi.listMigrations({ cluster, stage: 'in-progress', limit: LIMIT }),
    [irsaApi, cluster],
  );
  // Without an answer nothing is said: all else of the tab stands without it.
  const { value } = useLoaded(load, round);
  const migration = value?.items.find(item => item.id === id);
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
