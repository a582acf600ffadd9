import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useEffect } from 'react';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { failureOf } from '../../../shared/ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { FieldFrame } from '../FieldFrame';
import type { NameFieldProps } from '../fieldSchema';
import { accountOrOnly } from '../accountOrOnly';
import { useFormAccounts } from './useFormAccounts';

/**
 * The selector for one of the component's IAM service accounts. If there is only one, selects it. If the user changes the component, drops the account
 * of the previous component.
 */
export function ServiceAccountPicker(props: NameFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formContext, formData, schema, rawErrors, onChange } = props;
  const { value, error, reload } = useFormAccounts(formContext?.formData);
  const accounts = value ?? [];
  const chosen =
    accountOrOnly(accounts, formData) ?? accountOrOnly(accounts, undefined);
  const ref = chosen && formatServiceAccountRef(chosen);
  useEffect(() => {
    if (value && ref !== formData) onChange(ref);
  }, [value, ref, formData, onChange]);
  return (
    <FieldFrame field={props} description="">
      <Select
        id={props.idSchema?.$id}
        label={schema.title ?? t('start.label')}
        isRequired={props.required}
        isDisabled={props.disabled || accounts.length === 0}
        isInvalid={Boolean(rawErrors?.length)}
        options={accounts.map(account => ({
          id: formatServiceAccountRef(account),
          label: accountLabel(account),
        }))}
        value={ref ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
      {error && (
        <FieldFailure
          text={t('start.failed', { message: failureOf(error).message })}
          onRetry={reload}
        />
      )}
      {value?.length === 0 && (
        <FieldFailure text={t('start.none')} onRetry={reload} />
      )}
    </FieldFrame>
  );
}
