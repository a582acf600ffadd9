import {
  type EffectiveService,
  type SimulationRequest,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../ui/useRequest';
import type { ContextRow } from './contextOf';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../ui/Section';
import { Answer } from './Answer';
import { AskFailure } from './AskFailure';
import styles from './CanIt.module.css';
import { QuestionForm } from './QuestionForm';

/** The form "Can it …?": asks whether an action on a resource is allowed. The policies answer, and on request AWS too. */
export function CanIt(props: {
  id: string;
  services: readonly EffectiveService[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const simulate = useCallback(
    async (request: SimulationRequest, useAwsSimulator: boolean) => {
      const { results } = await irsaApi.simulate(props.id, {
        requests: [request],
        useAwsSimulator,
      });
      return { request, result: results[0] };
    },
    [irsaApi, props.id],
  );
  const { value, failure, pending, ask } = useRequest(simulate);
  const violations = failure?.violations ?? [];
  const [context, setContext] = useState<ContextRow[]>([]);
  const addKey = (key: string) =>
    setContext(rows =>
      rows.some(row => row.key === key) ? rows : [...rows, { key, value: '' }],
    );

  return (
    <Section as="h4" title={t('ask.title')}>
      <QuestionForm
        services={props.services}
        context={context}
        onContextChange={setContext}
        isPending={pending}
        violations={violations}
        onAsk={ask}
      />
      <div aria-live="polite">
        {failure && violations.length === 0 && <AskFailure failure={failure} />}
        {value && (
          <>
            {/* The form may already have another question. */}
            <Text as="p" variant="body-small" className={styles.summary}>
              {t('answer.question', {
                action: <code>{value.request.action}</code>,
                resource: <code>{value.request.resource}</code>,
              })}
            </Text>
            <Answer result={value.result} onGiveContext={addKey} />
          </>
        )}
      </div>
    </Section>
  );
}
