import type {
  IamServiceAccount,
  Migration,
} from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import { useLoaded } from '../../../hooks/useLoaded';
import { useMayMigrate } from '../../../hooks/useMayChange';
import {
  useMigrationDialog,
  useMigrationPlan,
} from '../../../hooks/useMigration';
import { askedMechanism } from '../../../model/mechanism';
import { irsaTranslationRef } from '../../../translation';
import { Awaited } from '../operation/Awaited';
import { MigrateDialog } from './MigrateDialog';
import styles from './MigrationView.module.css';
import { RestartList } from './RestartList';

/** As many as one page of the backend holds: few are on the way at once. */
const LIMIT = 200;

function Finish(props: { account: IamServiceAccount; onMoved: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onMoved } = props;
  const to = askedMechanism(account);
  const plan = useMigrationPlan(account.id, to);
  const { isOpen, setOpen, run } = useMigrationDialog(account, to, onMoved);
  return (
    <>
      <Awaited
        loaded={plan}
        loading={t('moving.loading')}
        failed={message => t('moving.failed', { message })}
      >
        {({ restarts }) =>
          restarts.length > 0 && <RestartList restarts={restarts} />
        }
      </Awaited>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('moving.button')}
      </Button>
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

function Moving(props: {
  account: IamServiceAccount;
  migration: Migration;
  round: number;
  onMoved: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, round } = props;
  const { podsToRestart } = props.migration;
  const mayMigrate = useMayMigrate(account);
  return (
    <section className={styles.moving} aria-label={t('moving.label')}>
      <div className={styles.heading}>
        <RiArrowLeftRightLine aria-hidden size={18} />
        <Text variant="body-small" weight="bold">
          {t(`moving.title.${askedMechanism(account)}`)}
        </Text>
      </div>
      <Text variant="body-small">
        {podsToRestart > 0
          ? t('moving.pods', { count: podsToRestart })
          : t('moving.ready')}
      </Text>
      {mayMigrate && (
        <Finish key={round} account={account} onMoved={props.onMoved} />
      )}
    </section>
  );
}

/** That both mechanisms serve pods of an account, the restarts left, and the way to finish. Nothing for one that is not on the way, as last verified. */
export function MovingNote(props: {
  account: IamServiceAccount;
  /** It is read anew whenever this changes. */
  round: number;
  onMoved: () => void;
}) {
  const { id, cluster } = props.account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(
    () => irsaApi.listMigrations({ cluster, stage: 'moving', limit: LIMIT }),
    [irsaApi, cluster],
  );
  // Without an answer nothing is said: all else of the tab stands without it.
  const { value } = useLoaded(load, props.round);
  const migration = value?.items.find(item => item.id === id);
  return migration ? <Moving {...props} migration={migration} /> : null;
}
