import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { SuggestionInput } from '../../ui/SuggestionInput';
import { useActionChoices } from './useActionChoices';

/** An AWS action, completed from all that the backend knows; others may be typed too. */
export function ActionInput(props: {
  value: string;
  /** What is wrong with it. */
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
