import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '../../shared/ui/Combobox';
import { irsaTranslationRef } from '../../translation';
import type { NamespaceFieldProps } from './namespaceSchema';
import type { NamespaceChoice } from './useNamespaceChoice';

/** A searchable list of namespaces. It also accepts free text if the user may name a new namespace. */
export function NamespaceInput(props: {
  field: NamespaceFieldProps;
  /** The chosen cluster. A change resets the input. */
  cluster: string | undefined;
  isInvalid: boolean;
  choice: NamespaceChoice;
  placeholder: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { field, choice, cluster, placeholder, isInvalid } = props;
  const { names, free } = choice;
  const common = {
    id: field.idSchema?.$id,
    label: field.schema.title ?? t('field.namespaceTitle'),
    placeholder,
    isRequired: field.required,
    secondaryLabel: field.required ? t('field.required') : undefined,
    isInvalid: isInvalid || Boolean(field.rawErrors?.length),
    isDisabled: field.disabled || (names.length === 0 && !free),
    // Show a filled-in name that is not in the list too, together with its error.
    options: [...new Set([...names, field.formData ?? []].flat())].map(
      name => ({
        id: name,
        label: name,
      }),
    ),
  };
  return free ? (
    <Combobox
      key={`free ${cluster}`}
      {...common}
      allowsCustomValue
      search={{
        inputValue: field.formData ?? '',
        onInputChange: text => field.onChange(text || undefined),
      }}
    />
  ) : (
    <Combobox
      key={`listed ${cluster}`}
      {...common}
      value={field.formData ?? null}
      onChange={key => field.onChange(key === null ? undefined : String(key))}
    />
  );
}
