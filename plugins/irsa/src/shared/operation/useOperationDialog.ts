import type { Operation } from '@backstage-irsa/core/model';
import { useCallback, useEffect, useState } from 'react';
import { useOperation } from './useOperation';

const nothing = () => {};

/**
 * Returns the state of a dialog that runs an operation. Calls `onChanged` only when the operation has ended and the dialog is closed, so that the
 * user can read the steps. The operation continues if the dialog is closed early. A reopened dialog starts from the beginning.
 */
export function useOperationDialog<Args extends unknown[]>(
  begin: (...args: Args) => Promise<Operation>,
  onChanged: () => void,
) {
  const [isOpen, setIsOpen] = useState(false);
  const run = useOperation(begin, nothing);
  const { reset } = run;
  const setOpen = useCallback(
    (isOpenNext: boolean) => {
      if (isOpenNext) reset();
      setIsOpen(isOpenNext);
    },
    [reset],
  );
  const isOver = !run.running && run.operation !== undefined;
  useEffect(() => {
    if (isOver && !isOpen) onChanged();
  }, [isOver, isOpen, onChanged]);
  return { isOpen, setOpen, run };
}
