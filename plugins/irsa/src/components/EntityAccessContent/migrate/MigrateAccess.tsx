import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useMayMigrate } from '../../../hooks/useMayChange';
import { useMigrationDialog } from '../../../hooks/useMigration';
import { askedMechanism, otherThan } from '../../../model/mechanism';
import { irsaTranslationRef } from '../../../translation';
import { MigrateDialog } from './MigrateDialog';

/** Moves what we made to the other mechanism, after it was shown what that does. No button for what is not ours, and for who may not. */
export function MigrateAccess(props: {
  account: IamServiceAccount;
  onMoved: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onMoved } = props;
  const to = otherThan(askedMechanism(account));
  const mayMigrate = useMayMigrate(account);
  const { isOpen, setOpen, run } = useMigrationDialog(account, to, onMoved);
  return (
    <>
      {mayMigrate && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowLeftRightLine aria-hidden />}
          onPress={() => setOpen(true)}
        >
          {t(`migrate.to.${to}`)}
        </Button>
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
