import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox, Select } from '@backstage/ui';
import { irsaTranslationRef } from '../translation';
import type { NameFieldProps } from './fieldSchema';
import type { NamespaceChoice } from './useNamespaceChoice';

/** A list to choose from, which also takes free text where a new namespace may be named. */
export function NamespaceInput(props: {
  field: NameFieldProps;
  choice: NamespaceChoice;
  placeholder: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { field, choice, placeholder } = props;
  const common = {
    id: field.idSchema?.$id,
    label: field.schema.title ?? t('field.namespaceTitle'),
    placeholder,
    isRequired: field.required,
    isInvalid: Boolean(field.rawErrors?.length),
    options: choice.names.map(name => ({ id: name, label: name })),
  };
  if (choice.free) {
    return (
      <Combobox
        {...common}
        allowsCustomValue
        isDisabled={field.disabled}
        search={{
          inputValue: field.formData ?? '',
          onInputChange: text => field.onChange(text || undefined),
        }}
      />
    );
  }
  return (
    <Select
      {...common}
      isDisabled={field.disabled || choice.names.length === 0}
      value={field.formData ?? null}
      onChange={key => field.onChange(key === null ? undefined : String(key))}
    />
  );
}
