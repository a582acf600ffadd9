import { isNamespaceName } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import { failureOf } from '../../shared/ui/failure';
import { irsaTranslationRef } from '../../translation';
import { FieldError } from '../../shared/ui/FieldError';
import { FieldFailure } from '../../shared/ui/FieldFailure';
import { FieldFrame } from './FieldFrame';
import type { NamespaceFieldProps } from './namespaceSchema';
import { NamespaceInput } from './NamespaceInput';
import { useFormSpec } from './plan/formSpec';
import { isOfNamespace } from './plan/ofField';
import { usePlan } from './plan/usePlan';
import { RefreshLine } from './RefreshLine';
import {
  type NamespaceChoice,
  NO_CHOICE,
  useNamespaceChoice,
} from './useNamespaceChoice';

function chosenCluster(field: NamespaceFieldProps): string | undefined {
  const cluster: unknown = field.formContext?.formData?.cluster;
  return typeof cluster === 'string' && cluster !== '' ? cluster : undefined;
}

function usePlaceholder(cluster: string | undefined, loading: boolean): string {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!cluster) return t('field.namespaceClusterFirst');
  return loading
    ? t('field.namespacesLoading', { cluster })
    : t('field.namespacePlaceholder');
}

/**
 * Clears the field if the user chooses another cluster that does not have the namespace. Keeps the value if the form fills in both at once: the field
 * then gets its own value before the cluster's.
 */
function useClearedWithCluster(
  { formData, onChange }: NamespaceFieldProps,
  cluster: string | undefined,
  choice: NamespaceChoice | undefined,
) {
  const seen = useRef({ cluster, formData });
  useEffect(() => {
    if (!choice) return;
    const before = seen.current;
    seen.current = { cluster, formData };
    const isLeft = before.cluster !== cluster && before.formData === formData;
    const { names, free } = choice;
    if (isLeft && formData && !free && !names.includes(formData)) {
      onChange(undefined);
    }
  }, [choice, cluster, formData, onChange]);
}

/** Returns the first violation of the chosen namespace, as soon as the form has enough values for a plan. */
function useNamespaceObjection(field: NamespaceFieldProps) {
  const { formData, formContext, uiSchema } = field;
  const spec = useFormSpec(formContext?.formData, uiSchema['ui:options']);
  const { value: plan, isCurrent } = usePlan(
    formData !== undefined && isNamespaceName(formData) ? spec : undefined,
  );
  return isCurrent ? plan?.violations.find(isOfNamespace)?.message : undefined;
}

/** The selector for a namespace of the cluster in the form's field `cluster`. It also accepts a new namespace if that is allowed. */
export function NamespacePicker(props: NamespaceFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const cluster = chosenCluster(props);
  const { value, error, loading, refresh } = useNamespaceChoice(cluster);
  const choice = value ?? NO_CHOICE;
  const { names, free, readAt } = choice;
  const placeholder = usePlaceholder(cluster, loading);
  const against = useNamespaceObjection(props);

  useClearedWithCluster(props, cluster, value);

  return (
    <FieldFrame
      field={props}
      description={
        free
          ? t('field.namespaceFreeDescription')
          : t('field.namespaceDescription')
      }
    >
      <NamespaceInput
        field={props}
        choice={choice}
        cluster={cluster}
        placeholder={placeholder}
        isInvalid={against !== undefined}
      />
      {against !== undefined && <FieldError>{against}</FieldError>}
      {cluster && (readAt || loading) && (
        <RefreshLine cluster={cluster} readAt={readAt} onRefresh={refresh} />
      )}
      {cluster && error && (
        <FieldFailure
          text={t('field.namespacesFailed', {
            cluster,
            message: failureOf(error).message,
          })}
          onRetry={refresh}
        />
      )}
      {cluster && value && !error && !free && names.length === 0 && (
        <FieldFailure
          text={t('field.namespacesNone', { cluster })}
          onRetry={refresh}
        />
      )}
    </FieldFrame>
  );
}
