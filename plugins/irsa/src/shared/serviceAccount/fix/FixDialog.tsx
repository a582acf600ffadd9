import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { hasLosses } from '@backstage-irsa/core/planning';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { OperationDialog } from '../../operation/OperationDialog';
import { changingSteps } from '../../operation/plan/changingSteps';
import { PlanLosses } from '../../operation/plan/PlanLosses';
import { PlanView } from '../../operation/plan/PlanView';
import { useSpecPlan } from '../../operation/useSpecPlan';
import { AsyncContent } from '../../ui/AsyncContent';
import { irsaTranslationRef } from '../../../translation';
import { accountLabel } from '../accountLabel';
import type { Fix } from './useFix';

/** The dialog that shows the plan to restore the spec and applies it. The user must confirm any losses first. */
export function FixDialog(props: {
  account: IamServiceAccount;
  spec: IamServiceAccountSpec;
  fix: Fix;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, spec, fix } = props;
  const loaded = useSpecPlan(spec);
  const [isConfirmed, setConfirmed] = useState(false);
  const plan = loaded.value;
  const isReady =
    plan !== undefined &&
    plan.violations.length === 0 &&
    changingSteps(plan.steps).length > 0 &&
    (isConfirmed || !hasLosses(plan));
  return (
    <OperationDialog
      does="apply"
      title={t('fix.dialog', { account: accountLabel(account) })}
      onOpenChange={fix.setOpen}
      run={fix.run}
      isReady={isReady}
      onConfirm={() => fix.run.start(spec)}
    >
      <AsyncContent
        loaded={loaded}
        loading={t('fix.loading')}
        failed={message => t('fix.planFailed', { message })}
      >
        {value => (
          <>
            <PlanLosses
              plan={value}
              isConfirmed={isConfirmed}
              onConfirm={setConfirmed}
            />
            <PlanView
              plan={value}
              changes={t('fix.changes')}
              nothing={t('fix.nothing')}
            />
          </>
        )}
      </AsyncContent>
    </OperationDialog>
  );
}
