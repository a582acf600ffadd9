import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Verification,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useApply } from '../../../shared/operation/useApply';
import { useMayApply } from '../../../shared/serviceAccount/useCanEdit';
import { useSpecPlan } from '../useSpecPlan';
import { changingSteps } from '../../../shared/operation/plan/changingSteps';
import { failureOf } from '../../../shared/ui/failure';
import { askedMechanism } from '../../../shared/serviceAccount/mechanism';
import { irsaTranslationRef } from '../../../translation';
import { OperationProgress } from '../../../shared/operation/OperationProgress';
import { PlanOffer } from './PlanOffer';

/** Fixes what we made: offers our plan when a link is broken and the plan would change something, and follows it when it is applied. */
export function ApplyPlan(props: {
  account: IamServiceAccount;
  verification: Verification;
  onApplied: () => void;
}) {
  const { account } = props;
  const { spec } = account;
  // The plan would give a service that has moved to the other mechanism back its old one.
  const isOfMechanism = account.mechanism === askedMechanism(account);
  const isBroken = props.verification.checks.some(
    ({ result }) => result === 'fail',
  );
  const application = useApply(props.onApplied);
  const mayApply = useMayApply(account);
  const isOffered =
    spec && isOfMechanism && isBroken && mayApply && !application.running;
  return (
    <>
      {isOffered && (
        <Offer
          key={props.verification.checkedAt}
          spec={spec}
          onApply={() => application.start(spec)}
        />
      )}
      <OperationProgress run={application} />
    </>
  );
}

function Offer(props: { spec: IamServiceAccountSpec; onApply: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value: plan, error } = useSpecPlan(props.spec);
  if (error) {
    const { message } = failureOf(error);
    return (
      <Text variant="body-small">{t('apply.planFailed', { message })}</Text>
    );
  }
  const steps = changingSteps(plan?.steps ?? []);
  if (!plan || plan.violations.length > 0 || steps.length === 0) return null;
  return <PlanOffer plan={plan} steps={steps} onApply={props.onApply} />;
}
