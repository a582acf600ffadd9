import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { useAsked } from '../hooks/useAsked';
import { irsaTranslationRef } from '../translation';
import { FieldError } from './FieldError';
import operationStyles from './operation/OperationDialog.module.css';
import surfaceStyles from './Surface.module.css';

/** In pixels; a narrow window gives less. */
const WIDTH = 560;
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
  const { pending, failure, ask } = useAsked(request);
  const confirm = () => {
    setTried(true);
    props.onTry?.();
    if (isReady && !isMissing) ask();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      width={WIDTH}
      className={surfaceStyles.surface}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody className={operationStyles.body}>
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
        {failure && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={t('reason.failed', { message: failure.message })}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button variant="primary" isPending={pending} onPress={confirm}>
          {props.confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
