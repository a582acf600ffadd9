import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '../../shared/ui/Combobox';
import { irsaTranslationRef } from '../../translation';
import type { NamespaceFieldProps } from './namespaceSchema';
import type { NamespaceChoice } from './useNamespaceChoice';

/** A list to choose from and search, which also takes free text where a new namespace may be named. */
export function NamespaceInput(props: {
  field: NamespaceFieldProps;
  /** Another one empties the list. */
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
    // One that was filled in and is none of them is shown too, with what is against it.
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
