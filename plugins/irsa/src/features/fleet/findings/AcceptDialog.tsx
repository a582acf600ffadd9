import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Text, TextAreaField } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaApiRef } from '../../../api/irsaApiRef';
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

/** Asks why a finding is accepted, and until when. */
export function AcceptDialog(props: {
  finding: Finding;
  onClose: () => void;
  onAccepted: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day } = useFormats();
  const irsaApi = useApi(irsaApiRef);
  const { finding, onClose, onAccepted } = props;
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(DEFAULT_DAYS);
  const [isTried, setTried] = useState(false);
  const errors = acceptanceErrors(reason, days);
  const shown = isTried ? errors : {};
  const request = useCallback(async () => {
    await irsaApi.acceptFinding(finding.id, {
      reason: reason.trim(),
      until: acceptanceEnd(Date.now(), days).toISOString(),
    });
    onAccepted();
    onClose();
  }, [irsaApi, finding.id, reason, days, onAccepted, onClose]);
  const { pending, failure, ask } = useRequest(request);
  const accept = () => {
    setTried(true);
    if (!errors.reason && !errors.days) ask();
  };
  return (
    <FormDialog
      title={t('accept.of', { title: finding.title })}
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
