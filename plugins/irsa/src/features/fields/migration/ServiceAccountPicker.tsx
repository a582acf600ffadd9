import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { failureOf } from '../../../shared/ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { FieldFrame } from '../FieldFrame';
import type { NameFieldProps } from '../fieldSchema';
import { accountOrOnly } from '../accountOrOnly';
import { useFormAccounts } from './useFormAccounts';

/** The selector for one of the component's IAM service accounts. If there is only one, it is selected by default. */
export function ServiceAccountPicker(props: NameFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formContext, formData, schema, rawErrors } = props;
  const { value, error, reload } = useFormAccounts(formContext?.formData);
  const accounts = value ?? [];
  const chosen = accountOrOnly(accounts, formData);
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
        value={chosen ? formatServiceAccountRef(chosen) : null}
        onChange={key => props.onChange(key === null ? undefined : String(key))}
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
