import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
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
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && !props.isPending) props.onAsk(text);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextAreaField
        label={t('diagnose.label')}
        description={t('diagnose.description')}
        rows={4}
        maxLength={MAX_CHARACTERS}
        value={text}
        onChange={setText}
      />
      <Button
        type="submit"
        variant="secondary"
        isDisabled={isEmpty}
        isPending={props.isPending}
      >
        {t('diagnose.button')}
      </Button>
    </form>
  );
}
