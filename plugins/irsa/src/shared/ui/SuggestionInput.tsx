import { Combobox } from './Combobox';
import { FieldError } from './FieldError';

/** A value that completes a text. */
export interface Suggestion {
  id: string;
  label: string;
  description?: string;
}

/** A text that is completed from suggestions; others may be typed too. */
export function SuggestionInput(props: {
  label: string;
  /** Beside the label. */
  hint?: string;
  description: string;
  text: string;
  /** Those that fit the text; or all, which are then narrowed by it. */
  suggestions: readonly Suggestion[];
  isNarrowed: boolean;
  isRequired?: boolean;
  /** What is wrong with the text. */
  error?: string;
  onType: (text: string) => void;
  /** A suggestion is chosen, by its id. */
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
