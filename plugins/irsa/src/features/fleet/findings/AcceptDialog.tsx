import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Text, TextAreaField } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { actOnAll } from '../table/actOnAll';
import { useRequest } from '../../../shared/ui/useRequest';
import {
  acceptanceEnd,
  acceptanceErrors,
  DEFAULT_DAYS,
  MAX_DAYS,
} from './acceptance';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../../shared/ui/FieldError';
import { FormDialog } from '../../../shared/ui/FormDialog';

/** Returns a function that accepts findings with a reason, for a number of days. */
function useAcceptAll(findings: readonly Finding[], onPart: () => void) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  return useCallback(
    (reason: string, days: number) => {
      const until = acceptanceEnd(Date.now(), days).toISOString();
      return actOnAll(
        findings,
        ({ id }) => irsaApi.acceptFinding(id, { reason: reason.trim(), until }),
        (failed, message) =>
          t('selection.failed', {
            failed: `${failed}`,
            count: findings.length,
            message,
          }),
        onPart,
      );
    },
    [irsaApi, findings, onPart, t],
  );
}

/** The dialog that asks for the reason and the end of an acceptance. */
export function AcceptDialog(props: {
  findings: readonly Finding[];
  onClose: () => void;
  onAccepted: () => void;
  /** Called if only some of several findings were accepted. The dialog stays open for the others. */
  onPart: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day } = useFormats();
  const { findings, onClose, onAccepted, onPart } = props;
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(DEFAULT_DAYS);
  const [isTried, setTried] = useState(false);
  const errors = acceptanceErrors(reason, days);
  const shown = isTried ? errors : {};
  const acceptAll = useAcceptAll(findings, onPart);
  const request = useCallback(async () => {
    await acceptAll(reason, days);
    onAccepted();
    onClose();
  }, [acceptAll, reason, days, onAccepted, onClose]);
  const { pending, failure, ask } = useRequest(request);
  const accept = () => {
    setTried(true);
    if (!errors.reason && !errors.days) ask();
  };
  return (
    <FormDialog
      title={
        findings.length === 1
          ? t('accept.of', { title: findings[0].title })
          : t('accept.several', { count: findings.length })
      }
      confirm={t('accept.confirm')}
      isPending={pending}
      failure={failure && t('accept.failed', { message: failure.message })}
      onConfirm={accept}
      onClose={onClose}
    >
      <Text as="p" variant="body-small">
        {t('accept.text')}
      </Text>
      <TextAreaField
        label={t('accept.reason')}
        description={t('accept.reasonDescription')}
        isRequired
        secondaryLabel={t('field.required')}
        isInvalid={Boolean(shown.reason)}
        value={reason}
        onChange={setReason}
      />
      {shown.reason && (
        <FieldError>{t(`accept.error.${shown.reason}`)}</FieldError>
      )}
      <NumberField
        label={t('accept.days')}
        description={
          errors.days
            ? undefined
            : t('accept.until', {
                day: day(acceptanceEnd(Date.now(), days), 'long'),
              })
        }
        isRequired
        secondaryLabel={t('field.required')}
        isInvalid={Boolean(shown.days)}
        minValue={1}
        maxValue={MAX_DAYS}
        value={days}
        onChange={setDays}
      />
      {shown.days && <FieldError>{t('accept.error.days')}</FieldError>}
    </FormDialog>
  );
}
