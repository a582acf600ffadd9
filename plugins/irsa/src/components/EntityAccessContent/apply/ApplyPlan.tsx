import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import { useApply } from '../../../hooks/useApply';
import { useMayApply } from '../../../hooks/useMayChange';
import { useLoaded } from '../../../hooks/useLoaded';
import { failureOf } from '../../../model/failure';
import { irsaTranslationRef } from '../../../translation';
import { OperationProgress } from '../../operation/OperationProgress';
import { PlanOffer } from './PlanOffer';

/** Mends what we made: offers our plan when a link is broken and the plan would change something, and follows it when it is applied. */
export function ApplyPlan(props: {
  account: IamServiceAccount;
  verification: Verification;
  onApplied: () => void;
}) {
  const { spec, mechanism } = props.account;
  // The plan would give a service that has moved to the other mechanism back its old one.
  const isOfMechanism = mechanism === (spec?.mechanism ?? 'irsa');
  const isBroken = props.verification.checks.some(
    ({ result }) => result === 'fail',
  );
  const application = useApply(props.onApplied);
  const mayApply = useMayApply(props.account);
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
  const irsaApi = useApi(irsaApiRef);
  const specText = JSON.stringify(props.spec);
  const load = useCallback(
    () => irsaApi.planServiceAccount(JSON.parse(specText)),
    [irsaApi, specText],
  );
  const { value: plan, error } = useLoaded(load);
  if (error) {
    const { message } = failureOf(error);
    return (
      <Text variant="body-small">{t('apply.planFailed', { message })}</Text>
    );
  }
  const steps = plan?.steps.filter(({ action }) => action !== 'none') ?? [];
  if (!plan || plan.violations.length > 0 || steps.length === 0) return null;
  return <PlanOffer steps={steps} onApply={props.onApply} />;
}
