import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { OperationRun } from '../../../shared/operation/useOperation';
import { useSpecPlan } from '../../../shared/operation/useSpecPlan';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import { OperationDialog } from '../../../shared/operation/OperationDialog';
import { PlanView } from '../../../shared/operation/plan/PlanView';

/** The dialog that shows the plan of an adoption with its violations, and applies it. */
export function AdoptDialog(props: {
  account: IamServiceAccount;
  spec: IamServiceAccountSpec;
  onOpenChange: (isOpen: boolean) => void;
  run: OperationRun & {
    start: (spec: IamServiceAccountSpec) => Promise<void>;
  };
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, run } = props;
  const plan = useSpecPlan(props.spec);
  return (
    <OperationDialog
      does="adopt"
      title={t('adopt.title', { account: accountLabel(account) })}
      onOpenChange={props.onOpenChange}
      run={run}
      isReady={plan.value?.violations.length === 0}
      onConfirm={() => run.start(props.spec)}
    >
      <Text as="p" variant="body-small">
        {t('adopt.text')}
      </Text>
      <AsyncContent
        loaded={plan}
        loading={t('adopt.loading')}
        failed={message => t('adopt.planFailed', { message })}
      >
        {value => (
          <PlanView
            plan={value}
            changes={t('adopt.changes')}
            nothing={t('adopt.nothing')}
          />
        )}
      </AsyncContent>
    </OperationDialog>
  );
}
