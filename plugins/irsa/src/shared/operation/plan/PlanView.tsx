import type { Plan } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { StepChangeList } from '../StepChangeList';
import { changingSteps } from './changingSteps';
import { NeededApprovals } from './NeededApprovals';
import { PermissionChanges } from './PermissionChanges';
import { Violations } from './Violations';

/** A plan: its violations, the approvals that it needs, the current and planned state of each object, and the changed permissions. */
export function PlanView(props: {
  plan: Plan;
  /** The heading of the changes. */
  changes: string;
  /** The text to show if there are no changes. */
  nothing: string;
}) {
  const { plan } = props;
  const steps = changingSteps(plan.steps);
  const isFine = plan.violations.length === 0;
  return (
    <>
      <Violations violations={plan.violations} warnings={plan.warnings} />
      <NeededApprovals approvals={plan.approvals} />
      {steps.length > 0 && (
        <StepChangeList title={props.changes} steps={steps} isOpenAtFirst />
      )}
      {steps.length === 0 && isFine && (
        <Text variant="body-small">{props.nothing}</Text>
      )}
      {plan.permissions && <PermissionChanges permissions={plan.permissions} />}
    </>
  );
}
