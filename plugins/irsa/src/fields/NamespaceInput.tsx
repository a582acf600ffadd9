import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import { irsaTranslationRef } from '../translation';
import styles from '../components/Combobox.module.css';
import type { NameFieldProps } from './fieldSchema';
import type { NamespaceChoice } from './useNamespaceChoice';

/** A list to choose from and search, which also takes free text where a new namespace may be named. */
export function NamespaceInput(props: {
  field: NameFieldProps;
  choice: NamespaceChoice;
  placeholder: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { field, choice, placeholder } = props;
  const { names, free } = choice;
  const common = {
    className: styles.combobox,
    id: field.idSchema?.$id,
    label: field.schema.title ?? t('field.namespaceTitle'),
    placeholder,
    isRequired: field.required,
    secondaryLabel: field.required ? t('field.required') : undefined,
    isInvalid: Boolean(field.rawErrors?.length),
    isDisabled: field.disabled || (names.length === 0 && !free),
    options: names.map(name => ({ id: name, label: name })),
  };
  return free ? (
    <Combobox
      key="free"
      {...common}
      allowsCustomValue
      search={{
        inputValue: field.formData ?? '',
        onInputChange: text => field.onChange(text || undefined),
      }}
    />
  ) : (
    <Combobox
      key="listed"
      {...common}
      value={field.formData ?? null}
      onChange={key => field.onChange(key === null ? undefined : String(key))}
    />
  );
}
