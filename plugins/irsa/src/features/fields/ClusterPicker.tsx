import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../../shared/ui/useLoaded';
import { failureOf } from '../../shared/ui/failure';
import { WritingNote } from '../../shared/serviceAccount/WritingNote';
import { irsaTranslationRef } from '../../translation';
import { FieldError } from '../../shared/ui/FieldError';
import { FieldFailure } from '../../shared/ui/FieldFailure';
import type { NameFieldProps } from './fieldSchema';
import { FieldFrame } from './FieldFrame';

/** The selector for one of the clusters that the user may use. */
export function ClusterPicker(props: NameFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listClusters(), [irsaApi]);
  const { value, error, loading, reload } = useLoaded(load);
  const clusters = value?.items ?? [];
  const placeholder = loading
    ? t('field.clustersLoading')
    : t('field.clusterPlaceholder');

  const isUnknown =
    clusters.length > 0 &&
    props.formData !== undefined &&
    clusters.every(({ name }) => name !== props.formData);

  return (
    <FieldFrame field={props} description={t('field.clusterDescription')}>
      <Select
        id={props.idSchema?.$id}
        label={props.schema.title ?? t('field.clusterTitle')}
        placeholder={placeholder}
        isRequired={props.required}
        secondaryLabel={props.required ? t('field.required') : undefined}
        isDisabled={props.disabled || clusters.length === 0}
        isInvalid={isUnknown || Boolean(props.rawErrors?.length)}
        options={clusters.map(({ name, region, accountId }) => ({
          id: name,
          label: t('field.clusterOption', { name, region, account: accountId }),
        }))}
        value={props.formData ?? null}
        onChange={key => props.onChange(key === null ? undefined : String(key))}
      />
      <WritingNote
        cluster={clusters.find(({ name }) => name === props.formData)}
      />
      {error && (
        <FieldFailure
          text={t('field.clustersFailed', failureOf(error))}
          onRetry={reload}
        />
      )}
      {isUnknown && (
        <FieldError>
          {t('field.clusterUnknown', { cluster: String(props.formData) })}
        </FieldError>
      )}
      {value && clusters.length === 0 && (
        <FieldFailure text={t('field.clustersNone')} onRetry={reload} />
      )}
    </FieldFrame>
  );
}
