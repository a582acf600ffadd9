import { Combobox } from './Combobox';
import { FieldError } from './FieldError';

/** A suggested value for a text field. */
export interface Suggestion {
  id: string;
  label: string;
  description?: string;
}

/** A text field with suggestions. Other values are accepted too. */
export function SuggestionInput(props: {
  label: string;
  /** The text beside the label. */
  hint?: string;
  description: string;
  text: string;
  /** The suggestions. If `isNarrowed` is true, they already match the text. Otherwise the field filters them by the text. */
  suggestions: readonly Suggestion[];
  isNarrowed: boolean;
  isRequired?: boolean;
  /** The validation error of the text. */
  error?: string;
  onType: (text: string) => void;
  /** Called with the ID of the suggestion that the user chooses. */
  onChoose?: (id: string) => void;
}) {
  const { error, text, onType, onChoose } = props;
  return (
    <div>
      <Combobox
        label={props.label}
        secondaryLabel={props.hint}
        description={props.description}
        menuTrigger="input"
        allowsCustomValue
        isRequired={props.isRequired}
        isInvalid={error !== undefined}
        options={props.suggestions}
        search={{
          mode: props.isNarrowed ? 'server' : 'client',
          inputValue: text,
          onInputChange: onType,
        }}
        onChange={key => key !== null && onChoose?.(String(key))}
      />
      {error !== undefined && <FieldError>{error}</FieldError>}
    </div>
  );
}
