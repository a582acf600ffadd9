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

/** The width of the dialog in pixels; less in a narrow window. */
const WIDTH = 560;

/** A dialog with fields and a submit button. Shows a failure below the fields. */
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
  const { onClose } = props;
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
        {props.failure !== undefined && (
          <Alert role="alert" status="danger" icon title={props.failure} />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          isPending={props.isPending}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
