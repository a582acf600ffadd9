import type {
  EffectiveService,
  SimulationRequest,
} from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Switch } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
import { type ContextRow, contextOf } from '../../../model/contextOf';
import { irsaTranslationRef } from '../../../translation';
import { ActionInput } from './ActionInput';
import styles from './CanIt.module.css';
import { ContextInputs } from './ContextInputs';
import { ResourceInput } from './ResourceInput';

/** Asks for action, resource and context of a request, and whether AWS is asked too. */
export function QuestionForm(props: {
  services: readonly EffectiveService[];
  context: readonly ContextRow[];
  onContextChange: (rows: ContextRow[]) => void;
  isPending: boolean;
  onAsk: (request: SimulationRequest, askAws: boolean) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [action, setAction] = useState('');
  const [resource, setResource] = useState('');
  const [askAws, setAskAws] = useState(false);
  const isComplete = action.trim() !== '' && resource.trim() !== '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || props.isPending) return;
    const context = contextOf(props.context);
    props.onAsk(
      {
        action: action.trim(),
        resource: resource.trim(),
        ...(context && { context }),
      },
      askAws,
    );
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        <ActionInput value={action} onChange={setAction} />
        <ResourceInput
          value={resource}
          action={action}
          services={props.services}
          onChange={setResource}
        />
      </div>
      <ContextInputs rows={props.context} onChange={props.onContextChange} />
      <div className={styles.actions}>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!isComplete}
          isPending={props.isPending}
        >
          {t('ask.button')}
        </Button>
        <Switch label={t('ask.aws')} isSelected={askAws} onChange={setAskAws} />
      </div>
    </form>
  );
}
