import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { useRequest } from './useRequest';
import { irsaTranslationRef } from '../../translation';
import { FieldError } from './FieldError';
import { FormDialog } from './FormDialog';

/** The maximum length of a reason in the API. */
const MAX_LENGTH = 500;

/** A dialog that describes an action, asks for the reason, and runs the action. Shows a failure inside the dialog. */
export function ReasonDialog(props: {
  title: string;
  confirm: string;
  isReasonRequired: boolean;
  /** Whether the dialog's other fields are complete. The caller shows which fields are not. */
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
  // Auditors read the reason in one line.
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
