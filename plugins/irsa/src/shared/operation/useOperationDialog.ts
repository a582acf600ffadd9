import type { Operation } from '@backstage-irsa/core/model';
import { useCallback, useEffect, useState } from 'react';
import { useOperation } from './useOperation';

const nothing = () => {};

/**
 * A dialog that begins an operation. What changed is told once the operation is over and the dialog closed, so that its steps can be read to
 * the end; an operation goes on when its dialog is closed before. Opened again, it starts from the beginning.
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
