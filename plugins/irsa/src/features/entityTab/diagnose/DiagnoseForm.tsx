import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
import { FieldError } from '../../../shared/ui/FieldError';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import styles from './Diagnose.module.css';

// The limit of the backend.
const MAX_CHARACTERS = 20_000;

/** The form for some lines of a pod's log. */
export function DiagnoseForm(props: {
  isPending: boolean;
  onAsk: (text: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  // A field that cuts the text would silently drop the end of a log, where the error is.
  const isTooLong = text.length > MAX_CHARACTERS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && !isTooLong && !props.isPending) props.onAsk(text);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextAreaField
        label={t('diagnose.label')}
        description={t('diagnose.description')}
        rows={4}
        isInvalid={isTooLong}
        value={text}
        onChange={setText}
      />
      {isTooLong && (
        <FieldError>
          {t('diagnose.tooLong', {
            length: number(text.length),
            most: number(MAX_CHARACTERS),
          })}
        </FieldError>
      )}
      <Button
        type="submit"
        variant="secondary"
        isDisabled={isEmpty || isTooLong}
        isPending={props.isPending}
      >
        {t('diagnose.button')}
      </Button>
    </form>
  );
}
