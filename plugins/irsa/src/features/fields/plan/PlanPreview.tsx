import type { IamServiceAccountSpec, Plan } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { useEffect } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { changingSteps } from '../../../shared/operation/plan/changingSteps';
import { failureOf } from '../../../shared/ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import besideStyles from './Beside.module.css';
import styles from './PlanPreview.module.css';
import { PermissionChanges } from '../../../shared/operation/plan/PermissionChanges';
import { useFormSpec } from './formSpec';
import { formTitles } from './formTitles';
import { FormTitles } from '../../../shared/operation/plan/useFieldWords';
import { PlanLosses } from '../../../shared/operation/plan/PlanLosses';
import type { PlanFieldProps } from './planSchema';
import { PlannedPolicy } from './PlannedPolicy';
import { PlannedSteps } from './PlannedSteps';
import { NeededApprovals } from '../../../shared/operation/plan/NeededApprovals';
import { approvalsFor, violationsFor } from './ofDelivery';
import { ServiceAccountPatchFiles } from '../../../shared/operation/plan/ServiceAccountPatchFiles';
import { usePlan } from './usePlan';
import { Violations } from '../../../shared/operation/plan/Violations';

/** The steps of the plan, the permissions that it grants, the resulting policy, and the patch of the ServiceAccount. */
function PlanContent({ plan }: { plan: Plan }) {
  return (
    <>
      <PlannedSteps steps={plan.steps} />
      {plan.permissions && (
        <PermissionChanges permissions={{ ...plan.permissions, lost: [] }} />
      )}
      <PlannedPolicy document={plan.permissionsPolicy} />
      <ServiceAccountPatchFiles patch={plan.serviceAccountPatch} />
    </>
  );
}

/**
 * Announces to screen readers that the plan has loaded and how many changes it has. Mounted before the plan, because screen readers do not announce a
 * live region that appears together with its text.
 */
function PlanStatus({ plan }: { plan?: Plan }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const count = plan && changingSteps(plan.steps).length;
  return (
    <VisuallyHidden role="status">
      {count === undefined ? '' : t('plan.told', { count })}
    </VisuallyHidden>
  );
}

/** The spec whose losses were confirmed last, for each app. It is kept outside the component, because the form can recreate the field at any time. */
const confirmed = new WeakMap<IrsaApi, string>();

/** Returns whether the losses are confirmed, and a function that confirms them. A confirmation applies only to the spec for which it was given. */
function useConfirmation(
  { formData = false, onChange }: PlanFieldProps,
  spec: IamServiceAccountSpec | undefined,
) {
  const irsaApi = useApi(irsaApiRef);
  const key = JSON.stringify(spec);
  const isOutdated =
    formData && key !== undefined && confirmed.get(irsaApi) !== key;
  useEffect(() => {
    if (isOutdated) onChange(false);
  }, [isOutdated, onChange]);
  return {
    isConfirmed: formData && !isOutdated,
    confirm: (isConfirmed: boolean) => {
      if (isConfirmed) confirmed.set(irsaApi, key);
      onChange(isConfirmed);
    },
  };
}

/** A live preview of the form's plan: its violations, losses, and objects, the permissions of the service, and the policy. */
export function PlanPreview(props: PlanFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formContext, uiSchema } = props;
  const fields = uiSchema['ui:options'];
  const spec = useFormSpec(formContext?.formData, fields);
  const titleOf = formTitles(props.registry.rootSchema, fields);
  const { value: plan, error, loading, reload, isCurrent } = usePlan(spec);
  const isRefused = Boolean(props.rawErrors?.length);
  useEffect(() => {
    // The validation requested the plan again. It can differ from the plan that is shown.
    if (isRefused) reload();
  }, [isRefused, reload]);
  const { isConfirmed, confirm } = useConfirmation(props, spec);
  return (
    <BgProvider bg="neutral-1">
      <section
        className={`${styles.preview} ${besideStyles.beside} ${surfaceStyles.surface}`}
        aria-label={t('plan.title')}
        aria-busy={loading}
      >
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('plan.title')}
        </Text>
        {error && (
          <FieldFailure
            text={t('plan.failed', { message: failureOf(error).message })}
            onRetry={reload}
          />
        )}
        <PlanStatus plan={plan} />
        {!spec && <Text>{t('plan.incomplete')}</Text>}
        {spec && !plan && !error && <Skeleton width="100%" height="4rem" />}
        {spec && plan && (
          <>
            <FormTitles.Provider value={titleOf}>
              <Violations
                violations={violationsFor(plan, formContext?.formData)}
                warnings={plan.warnings}
              />
            </FormTitles.Provider>
            <NeededApprovals
              approvals={approvalsFor(plan, formContext?.formData)}
            />
            <PlanLosses
              plan={plan}
              isConfirmed={isConfirmed}
              isDisabled={props.disabled || !isCurrent}
              onConfirm={confirm}
            />
            <PlanContent plan={plan} />
          </>
        )}
      </section>
    </BgProvider>
  );
}
