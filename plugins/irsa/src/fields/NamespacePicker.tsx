import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { failureOf } from '../model/failure';
import { irsaTranslationRef } from '../translation';
import { FieldFailure } from '../components/FieldFailure';
import { FieldFrame } from './FieldFrame';
import type { NameFieldProps } from './fieldSchema';
import { NamespaceInput } from './NamespaceInput';
import { RefreshLine } from './RefreshLine';
import { NO_CHOICE, useNamespaceChoice } from './useNamespaceChoice';

function chosenCluster(field: NameFieldProps): string | undefined {
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

/** Chooses a namespace of the cluster in the form's field `cluster`, or names a new one where that is allowed. */
export function NamespacePicker(props: NameFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData, onChange } = props;
  const cluster = chosenCluster(props);
  const { value, error, loading, refresh } = useNamespaceChoice(cluster);
  const choice = value ?? NO_CHOICE;
  const { names, free, readAt } = choice;
  const placeholder = usePlaceholder(cluster, loading);

  const stale = Boolean(
    formData && value && !free && !names.includes(formData),
  );
  useEffect(() => {
    // It was chosen for another cluster.
    if (stale) onChange(undefined);
  }, [stale, onChange]);

  return (
    <FieldFrame
      field={props}
      description={
        free
          ? t('field.namespaceFreeDescription')
          : t('field.namespaceDescription')
      }
    >
      <NamespaceInput field={props} choice={choice} placeholder={placeholder} />
      {readAt && <RefreshLine readAt={readAt} onRefresh={refresh} />}
      {cluster && error && (
        <FieldFailure
          text={t('field.namespacesFailed', {
            cluster,
            message: failureOf(error).message,
          })}
          onRetry={refresh}
        />
      )}
      {cluster && value && !free && names.length === 0 && (
        <FieldFailure
          text={t('field.namespacesNone', { cluster })}
          onRetry={refresh}
        />
      )}
    </FieldFrame>
  );
}
