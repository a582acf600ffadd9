import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../translation';
import operationStyles from './Dialog.module.css';
import surfaceStyles from './Surface.module.css';
import { WithCode } from './WithCode';

/** The width of the dialog in pixels; less in a narrow window. */
const WIDTH = 560;

/** A dialog with fields and a submit button. Shows a failure below the fields. It cannot be closed while the request is pending. */
export function FormDialog(props: {
  title: string;
  confirm: string;
  isPending: boolean;
  failure: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { isPending, failure, onClose } = props;
  return (
    <Dialog
      isOpen
      // A closed dialog could not show why its request failed.
      onOpenChange={isOpen => !isOpen && !isPending && onClose()}
      width={WIDTH}
      className={surfaceStyles.surface}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody className={operationStyles.body}>
        {props.children}
        {failure !== undefined && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={<WithCode text={failure} />}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={isPending} onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          isPending={isPending}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
