import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useState } from 'react';
import { useMayMigrate } from '../../../shared/serviceAccount/useMay';
import { useMigrationDialog } from '../../../shared/operation/migration/useMigration';
import {
  askedMechanism,
  otherThan,
} from '../../../shared/serviceAccount/mechanism';
import { irsaTranslationRef } from '../../../translation';
import { MigrateDialog } from './MigrateDialog';

/** Moves what we made to the other mechanism, after it was shown what that does. No button for what is not ours, and for who may not. */
export function MigrateAccess(props: {
  account: IamServiceAccount;
  onMoved: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onMoved } = props;
  const other = otherThan(askedMechanism(account));
  // What was asked for changes while it moves, and where it was sent does not.
  const [to, setTo] = useState(other);
  const mayMigrate = useMayMigrate(account);
  const { isOpen, setOpen, run } = useMigrationDialog(account, to, onMoved);
  const open = () => {
    setTo(other);
    setOpen(true);
  };
  return (
    <>
      {mayMigrate && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowLeftRightLine aria-hidden />}
          onPress={open}
        >
          {t(`migrate.to.${other}`)}
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
