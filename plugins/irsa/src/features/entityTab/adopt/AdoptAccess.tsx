import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import { RiHandHeartLine } from '@remixicon/react';
import { useMayAdopt } from '../../../shared/serviceAccount/useMay';
import { ClosedRun } from '../../../shared/operation/ClosedRun';
import { SpecPlanDialog } from '../../../shared/operation/plan/SpecPlanDialog';
import { useApplySpec } from '../../../shared/operation/useApplySpec';
import { useOperationDialog } from '../../../shared/operation/useOperationDialog';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { adoptionSpec } from './adoptionSpec';
import { irsaTranslationRef } from '../../../translation';

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
  const mayAdopt = useMayAdopt(account);
  const spec = adoptionSpec(account, stringifyEntityRef(entity));
  const dialog = useOperationDialog(useApplySpec(), onAdopted);
  return (
    <>
      {!account.spec && spec && mayAdopt && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiHandHeartLine aria-hidden />}
          onPress={() => dialog.setOpen(true)}
        >
          {t('adopt.button')}
        </Button>
      )}
      {dialog.isOpen && spec ? (
        <SpecPlanDialog
          does="adopt"
          title={t('adopt.title', { account: accountLabel(account) })}
          text={t('adopt.text')}
          nothing={t('adopt.nothing')}
          spec={spec}
          dialog={dialog}
        />
      ) : (
        <ClosedRun run={dialog.run} does="adopt" />
      )}
    </>
  );
}
