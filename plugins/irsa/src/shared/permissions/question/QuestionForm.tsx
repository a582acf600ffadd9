import type {
  EffectiveService,
  SimulationRequest,
  Violation,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Switch } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
import { type ContextRow, contextOf } from './contextOf';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../ui/FieldError';
import { ActionInput } from './ActionInput';
import styles from './CanIt.module.css';
import { ContextInputs } from './ContextInputs';
import { ResourceArnInput } from './ResourceArnInput';

/** The form for a request's action, resource, and context, and for whether to ask AWS too. */
export function QuestionForm(props: {
  services: readonly EffectiveService[];
  context: readonly ContextRow[];
  onContextChange: (rows: ContextRow[]) => void;
  isPending: boolean;
  /** The violations that the backend reported for the last question. */
  violations: readonly Violation[];
  onAsk: (request: SimulationRequest, useAwsSimulator: boolean) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [action, setAction] = useState('');
  const [resource, setResource] = useState('');
  const [useAwsSimulator, setAskAws] = useState(false);
  const [asked, setAsked] = useState<SimulationRequest>();
  const isComplete = action.trim() !== '' && resource.trim() !== '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || props.isPending) return;
    const context = contextOf(props.context);
    const request = {
      action: action.trim(),
      resource: resource.trim(),
      ...(context && { context }),
    };
    setAsked(request);
    props.onAsk(request, useAwsSimulator);
  };
  /** Returns the violation of a field, as long as the field still has the text that was sent. */
  const errorOf = (field: 'action' | 'resource', text: string) =>
    asked?.[field] === text.trim()
      ? props.violations.find(one => one.field.endsWith(`.${field}`))?.message
      : undefined;
  const isContextAsked =
    JSON.stringify(asked?.context) === JSON.stringify(contextOf(props.context));
  const contextError = isContextAsked
    ? props.violations.find(({ field }) => field.endsWith('.context'))?.message
    : undefined;

  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        <ActionInput
          value={action}
          error={errorOf('action', action)}
          onChange={setAction}
        />
        <ResourceArnInput
          value={resource}
          action={action}
          services={props.services}
          error={errorOf('resource', resource)}
          onChange={setResource}
        />
      </div>
      <ContextInputs rows={props.context} onChange={props.onContextChange} />
      {contextError !== undefined && <FieldError>{contextError}</FieldError>}
      <div className={styles.actions}>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!isComplete}
          isPending={props.isPending}
        >
          {t('ask.button')}
        </Button>
        <Switch
          label={t('ask.aws')}
          isSelected={useAwsSimulator}
          onChange={setAskAws}
        />
      </div>
    </form>
  );
}
