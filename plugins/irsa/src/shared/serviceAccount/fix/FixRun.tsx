import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OperationProgress } from '../../operation/OperationProgress';
import { SpecPlanDialog } from '../../operation/plan/SpecPlanDialog';
import { irsaTranslationRef } from '../../../translation';
import { accountLabel } from '../accountLabel';
import type { Fix } from './useFix';

/** The dialog with the plan if it is open, otherwise the progress and result of the last run. */
export function FixRun(props: { account: IamServiceAccount; fix: Fix }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, fix } = props;
  const { spec } = account;
  return fix.isOpen && spec ? (
    <SpecPlanDialog
      does="apply"
      title={t('fix.dialog', { account: accountLabel(account) })}
      nothing={t('fix.nothing')}
      needsChange
      spec={spec}
      dialog={fix}
    />
  ) : (
    <OperationProgress run={fix.run} />
  );
}
