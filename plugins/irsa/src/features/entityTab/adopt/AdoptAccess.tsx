import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import { RiHandHeartLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useMayAdopt } from '../../../shared/serviceAccount/useMay';
import { useOperationDialog } from '../../../shared/operation/useOperationDialog';
import { adoptionSpec } from './adoptionSpec';
import { irsaTranslationRef } from '../../../translation';
import { AdoptDialog } from './AdoptDialog';

/**
 * The button that adopts an existing role and ServiceAccount, after showing the differences. Hidden if Backstage already manages them, or if the user
 * may not adopt them.
 */
export function AdoptAccess(props: {
  account: IamServiceAccount;
  onAdopted: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onAdopted } = props;
  const { entity } = useEntity();
  const irsaApi = useApi(irsaApiRef);
  const mayAdopt = useMayAdopt(account);
  const spec = adoptionSpec(account, stringifyEntityRef(entity));
  const begin = useCallback(
    (asked: IamServiceAccountSpec) => irsaApi.applyServiceAccount(asked),
    [irsaApi],
  );
  const { isOpen, setOpen, run } = useOperationDialog(begin, onAdopted);
  return (
    <>
      {!account.spec && spec && mayAdopt && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiHandHeartLine aria-hidden />}
          onPress={() => setOpen(true)}
        >
          {t('adopt.button')}
        </Button>
      )}
      {isOpen && spec && (
        <AdoptDialog
          account={account}
          spec={spec}
          onOpenChange={setOpen}
          run={run}
        />
      )}
    </>
  );
}
