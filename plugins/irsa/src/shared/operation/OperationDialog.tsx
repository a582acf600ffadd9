import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { ReactNode } from 'react';
import type { OperationRun } from './useOperation';
import { irsaTranslationRef } from '../../translation';
import { OperationProgress } from './OperationProgress';
import surfaceStyles from '../ui/Surface.module.css';
import styles from '../ui/Dialog.module.css';

/** The width of the dialog in pixels; less in a narrow window. */
const WIDTH = 640;

/**
 * The dialog of an operation: the planned changes first, then the progress after the user confirms. Closing the dialog does not stop the operation.
 */
export function OperationDialog(props: {
  does: 'adopt' | 'apply' | 'finish' | 'migrate' | 'remove';
  title: string;
  onOpenChange: (isOpen: boolean) => void;
  run: OperationRun;
  isReady: boolean;
  onConfirm: () => void;
  /** The planned changes. */
  children: ReactNode;
  /** The information to show after the operation succeeded. */
  outcome?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { does, run, onOpenChange } = props;
  const isBegun = run.running || run.operation !== undefined;
  const isDone = run.operation?.status === 'succeeded';
  return (
    <Dialog
      isOpen
      className={surfaceStyles.surface}
      onOpenChange={onOpenChange}
      width={WIDTH}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody className={styles.body}>
        {!isBegun && props.children}
        <OperationProgress run={run} does={does} />
        {isDone && props.outcome}
      </DialogBody>
      <DialogFooter>
        <Button
          variant={isDone ? 'primary' : 'secondary'}
          onPress={() => onOpenChange(false)}
        >
          {t(isBegun ? 'dialog.close' : 'dialog.cancel')}
        </Button>
        {!isDone && (
          <Button
            variant="primary"
            destructive={does === 'remove'}
            isDisabled={!props.isReady}
            isPending={run.running}
            onPress={props.onConfirm}
          >
            {t(`${does}.confirm`)}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
