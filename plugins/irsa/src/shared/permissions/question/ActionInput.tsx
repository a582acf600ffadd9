import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import { useActionChoices } from './useActionChoices';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../ui/FieldError';
import styles from '../../ui/Combobox.module.css';

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
    <div>
      <Combobox
        className={styles.combobox}
        label={t('ask.action')}
        description={
          failure
            ? t('ask.noCompletion', { message: failure.message })
            : t('ask.actionDescription')
        }
        menuTrigger="input"
        allowsCustomValue
        isRequired
        isInvalid={props.error !== undefined}
        secondaryLabel={t('field.required')}
        options={choices.map(({ action, level }) => ({
          id: action,
          label: action,
          description: t(`levelName.${level}`),
        }))}
        search={{
          mode: 'server',
          inputValue: props.value,
          onInputChange: props.onChange,
        }}
      />
      {props.error !== undefined && <FieldError>{props.error}</FieldError>}
    </div>
  );
}
