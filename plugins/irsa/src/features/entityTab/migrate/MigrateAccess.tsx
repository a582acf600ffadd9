import { otherThan, type IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useState } from 'react';
import { useMayMigrate } from '../../../shared/serviceAccount/useMay';
import { ClosedRun } from '../../../shared/operation/ClosedRun';
import { useMigrationDialog } from '../../../shared/operation/migration/useMigration';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';
import { irsaTranslationRef } from '../../../translation';
import { MigrateDialog } from './MigrateDialog';

/**
 * The button that migrates an account to the other mechanism, after showing the plan. Hidden if Backstage does not manage the account, or if the user
 * may not migrate it now.
 */
export function MigrateAccess(props: {
  account: IamServiceAccount;
  /** Whether the mode or a freeze of the cluster forbids it. */
  isRefused: boolean;
  onMoved: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onMoved } = props;
  const other = otherThan(askedMechanism(account));
  // Keep the target of the dialog, because the requested mechanism, and therefore `other`, changes during the migration.
  const [to, setTo] = useState(other);
  const mayMigrate = useMayMigrate(account);
  const { isOpen, setOpen, run } = useMigrationDialog(account, to, onMoved);
  const open = () => {
    setTo(other);
    setOpen(true);
  };
  return (
    <>
      {mayMigrate && !props.isRefused && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowLeftRightLine aria-hidden />}
          onPress={open}
        >
          {t(`migrate.to.${other}`)}
        </Button>
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
