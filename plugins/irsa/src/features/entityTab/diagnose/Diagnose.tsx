import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { useCallback, useId } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import { useAsked } from '../../../shared/ui/useAsked';
import { irsaTranslationRef } from '../../../translation';
import sectionStyles from '../EntityAccessContent.module.css';
import { DiagnoseForm } from './DiagnoseForm';
import { DiagnosisView } from './DiagnosisView';

/** "Diagnose": an error from a pod's log, and the faults that it may come from. */
export function Diagnose({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const irsaApi = useApi(irsaApiRef);
  const diagnose = useCallback(
    (text: string) => irsaApi.diagnose(id, text),
    [irsaApi, id],
  );
  const { value, failure, pending, ask } = useAsked(diagnose);
  return (
    <section aria-labelledby={titleId} className={sectionStyles.section}>
      <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
        {t('diagnose.title')}
      </Text>
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
    </section>
  );
}
