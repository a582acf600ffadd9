import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { SuggestionInput } from '../../ui/SuggestionInput';
import { useActionChoices } from './useActionChoices';

/** The input for an AWS action. Suggests the actions that the backend knows, and accepts others. */
export function ActionInput(props: {
  value: string;
  /** The validation error of the action. */
  error?: string;
  onChange: (action: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { choices, failure } = useActionChoices(props.value);
  return (
    <SuggestionInput
      label={t('ask.action')}
      hint={t('field.required')}
      description={
        failure
          ? t('ask.noCompletion', { message: failure.message })
          : t('ask.actionDescription')
      }
      text={props.value}
      suggestions={choices.map(({ action, level }) => ({
        id: action,
        label: action,
        description: t(`levelName.${level}`),
      }))}
      isNarrowed
      isRequired
      error={props.error}
      onType={props.onChange}
    />
  );
}
