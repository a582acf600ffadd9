import type { Plan } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { StepChangeList } from '../StepChangeList';
import { changingSteps } from './changingSteps';
import { NeededApprovals } from './NeededApprovals';
import { PermissionChanges } from './PermissionChanges';
import { Violations } from './Violations';

/** What is against a plan, who has to approve it, and what it changes: each object as it is and as it will be, and what the service can do then. */
export function PlanView(props: {
  plan: Plan;
  /** The heading of the changes. */
  changes: string;
  /** What to say when there are none. */
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
