import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import { type FormEvent, useEffect, useState } from 'react';
import type { AccessQuestion } from './useAccessQuestion';
import { irsaTranslationRef } from '../../../translation';
import { ActionInput } from '../../../shared/permissions/question/ActionInput';
import styles from './WhoCan.module.css';

/** The form for an action and a resource. */
export function WhoCanForm(props: {
  question?: AccessQuestion;
  onAsk: (question: AccessQuestion) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { question, onAsk } = props;
  const [action, setAction] = useState(question?.action ?? '');
  const [resource, setResource] = useState(question?.resource ?? '');
  // Show the question from a link or the browser's Back button. Another kind of holder is not another question: keep what the user has typed.
  const { action: askedAction, resource: askedResource } = question ?? {};
  useEffect(() => {
    if (askedAction === undefined || askedResource === undefined) return;
    setAction(askedAction);
    setResource(askedResource);
  }, [askedAction, askedResource]);
  const isComplete = action.trim() !== '' && resource.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    onAsk({ action: action.trim(), resource: resource.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <ActionInput value={action} onChange={setAction} />
      <TextField
        label={t('ask.resource')}
        description={t('ask.resourceDescription')}
        isRequired
        secondaryLabel={t('field.required')}
        value={resource}
        onChange={setResource}
      />
      <Button type="submit" variant="primary" isDisabled={!isComplete}>
        {t('ask.button')}
      </Button>
    </form>
  );
}
