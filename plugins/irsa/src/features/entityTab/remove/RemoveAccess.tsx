import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useMayDelete } from '../../../shared/serviceAccount/useMay';
import { ClosedRun } from '../../../shared/operation/ClosedRun';
import { useOperationDialog } from '../../../shared/operation/useOperationDialog';
import { irsaTranslationRef } from '../../../translation';
import { RemoveDialog } from './RemoveDialog';

/**
 * The button that deletes what Backstage created for an account, after showing the plan. Hidden if Backstage does not manage the account, or if the
 * user may not delete it now.
 */
export function RemoveAccess(props: {
  account: IamServiceAccount;
  /** Whether the mode or a freeze of the cluster forbids it. */
  isRefused: boolean;
  onRemoved: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onRemoved } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const mayDelete = useMayDelete(account);
  const begin = useCallback(
    () => irsaApi.deleteServiceAccount(id),
    [irsaApi, id],
  );
  const { isOpen, setOpen, run } = useOperationDialog(begin, onRemoved);
  return (
    <>
      {account.spec && mayDelete && !props.isRefused && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDeleteBinLine aria-hidden />}
          onPress={() => setOpen(true)}
        >
          {t('remove.button')}
        </Button>
      )}
      {isOpen ? (
        <RemoveDialog account={account} onOpenChange={setOpen} run={run} />
      ) : (
        <ClosedRun run={run} does="remove" />
      )}
    </>
  );
}
