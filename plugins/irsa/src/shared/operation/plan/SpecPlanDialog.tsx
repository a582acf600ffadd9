import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { hasLosses } from '@backstage-irsa/core/planning';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useState } from 'react';
import { AsyncContent } from '../../ui/AsyncContent';
import { OperationDialog } from '../OperationDialog';
import type { OperationRun } from '../useOperation';
import { useSpecPlan } from '../useSpecPlan';
import { irsaTranslationRef } from '../../../translation';
import { changingSteps } from './changingSteps';
import { PlanLosses } from './PlanLosses';
import { PlanView } from './PlanView';

/** The dialog that shows the plan of a spec, with its violations, and applies it. The user must confirm any losses first. */
export function SpecPlanDialog(props: {
  does: 'adopt' | 'apply' | 'finish';
  title: string;
  /** What applying the plan means. */
  text?: string;
  /** The text for a plan without changes. */
  nothing: string;
  /** Whether a plan without changes cannot be applied. */
  needsChange?: boolean;
  spec: IamServiceAccountSpec;
  dialog: {
    setOpen: (isOpen: boolean) => void;
    run: OperationRun & {
      start: (spec: IamServiceAccountSpec) => Promise<void>;
    };
  };
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, text, dialog } = props;
  const loaded = useSpecPlan(spec);
  const [isConfirmed, setConfirmed] = useState(false);
  const plan = loaded.value;
  const isReady =
    plan !== undefined &&
    plan.violations.length === 0 &&
    (!props.needsChange || changingSteps(plan.steps).length > 0) &&
    (isConfirmed || !hasLosses(plan));
  return (
    <OperationDialog
      does={props.does}
      title={props.title}
      onOpenChange={dialog.setOpen}
      run={dialog.run}
      isReady={isReady}
      onConfirm={() => dialog.run.start(spec)}
    >
      {text !== undefined && (
        <Text as="p" variant="body-small">
          {text}
        </Text>
      )}
      <AsyncContent
        loaded={loaded}
        loading={t('planDialog.loading')}
        failed={message => t('planDialog.failed', { message })}
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
              changes={t('planDialog.changes')}
              nothing={props.nothing}
            />
          </>
        )}
      </AsyncContent>
    </OperationDialog>
  );
}
