import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import type { OperationRun } from '../../../shared/operation/useOperation';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import { OperationDialog } from '../../../shared/operation/OperationDialog';
import { DeletionPlan } from './DeletionPlan';

/** The dialog of a deletion with its plan. The user must type the name of the ServiceAccount to confirm. */
export function RemoveDialog(props: {
  account: IamServiceAccount;
  onOpenChange: (isOpen: boolean) => void;
  run: OperationRun & { start: () => Promise<void> };
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, run } = props;
  const { id, name } = account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.planDeletion(id), [irsaApi, id]);
  const plan = useLoaded(load);
  const [typed, setTyped] = useState('');
  return (
    <OperationDialog
      does="remove"
      title={t('remove.title', { account: accountLabel(account) })}
      onOpenChange={props.onOpenChange}
      run={run}
      isReady={plan.value !== undefined && typed === name}
      onConfirm={run.start}
    >
      <AsyncContent
        loaded={plan}
        loading={t('remove.loading')}
        failed={message => t('remove.planFailed', { message })}
      >
        {({ steps }) => (
          <>
            <DeletionPlan account={account} steps={steps} />
            <TextField
              label={t('remove.name', { name })}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              spellCheck="false"
            />
          </>
        )}
      </AsyncContent>
    </OperationDialog>
  );
}
