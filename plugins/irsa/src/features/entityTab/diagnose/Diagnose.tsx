import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../../shared/ui/Section';
import { DiagnoseForm } from './DiagnoseForm';
import { DiagnosisView } from './DiagnosisView';

/** The section "Diagnose": a form for an error from a pod's log, and the faults that can cause it. */
export function Diagnose({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const diagnose = useCallback(
    (text: string) => irsaApi.diagnose(id, text),
    [irsaApi, id],
  );
  const { value, failure, pending, ask } = useRequest(diagnose);
  return (
    <Section title={t('diagnose.title')}>
      <DiagnoseForm isPending={pending} onAsk={ask} />
      <div aria-live="polite" aria-busy={pending}>
        {pending && <Text variant="body-small">{t('diagnose.pending')}</Text>}
        {failure && (
          <Alert
            status="danger"
            icon
            title={t(
              failure.kind === 'forbidden'
                ? 'diagnose.forbidden'
                : 'diagnose.failed',
              { message: failure.message },
            )}
          />
        )}
        {value && !pending && <DiagnosisView diagnosis={value} />}
      </div>
    </Section>
  );
}
