import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { useRequest } from './useRequest';
import { irsaTranslationRef } from '../../translation';
import { FieldError } from './FieldError';
import { FormDialog } from './FormDialog';

/** As the API has it. */
const MAX_LENGTH = 500;

/** Says what is about to happen, asks why, and does it; a failure is told in it. */
export function ReasonDialog(props: {
  title: string;
  confirm: string;
  isReasonRequired: boolean;
  /** Whether what else the dialog asks for is filled in; it shows what is not. */
  isReady?: boolean;
  onTry?: () => void;
  onConfirm: (reason: string | undefined) => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { isReasonRequired, isReady = true, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  // Auditors read it in one line.
  const given = reason.replace(/\s+/g, ' ').trim();
  const isMissing = isReasonRequired && given === '';
  const request = useCallback(async () => {
    await onConfirm(given === '' ? undefined : given);
    onClose();
  }, [onConfirm, onClose, given]);
  const { pending, failure, ask } = useRequest(request);
  const confirm = () => {
    setTried(true);
    props.onTry?.();
    if (isReady && !isMissing) ask();
  };
  return (
    <FormDialog
      title={props.title}
      confirm={props.confirm}
      isPending={pending}
      failure={failure && t('reason.failed', { message: failure.message })}
      onConfirm={confirm}
      onClose={onClose}
    >
      {props.children}
      <TextAreaField
        label={t(isReasonRequired ? 'reason.required' : 'reason.optional')}
        isRequired={isReasonRequired}
        secondaryLabel={isReasonRequired ? t('field.required') : undefined}
        isInvalid={isTried && isMissing}
        maxLength={MAX_LENGTH}
        value={reason}
        onChange={setReason}
      />
      {isTried && isMissing && <FieldError>{t('reason.missing')}</FieldError>}
    </FormDialog>
  );
}
