import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useState } from 'react';

const CHANNEL = 'irsa:verification';

// A verification takes seconds. If the signal of its end is lost, the page must neither wait for it forever nor keep its old state.
const LONGEST_MILLISECONDS = 120_000;

type VerificationSignal = { id: string; state: 'running' | 'done' };

/**
 * Whether any user is verifying an account, based on signals from the backend. Calls `onDone` when the verification ends or must have ended. Always false in an app
 * without the signals plugin. Does not use `useSignal`, which keeps only the last message: a message about another account could hide ours.
 */
export function useVerificationSignal(id: string, onDone: () => void): boolean {
  const signals = useApiHolder().get(signalApiRef);
  const [isRunning, setRunning] = useState(false);

  useEffect(() => {
    setRunning(false);
    const subscriber = signals?.subscribe<VerificationSignal>(
      CHANNEL,
      message => {
        if (message.id !== id) return;
        setRunning(message.state === 'running');
        if (message.state === 'done') onDone();
      },
    );
    return () => subscriber?.unsubscribe();
  }, [signals, id, onDone]);

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setTimeout(() => {
      setRunning(false);
      onDone();
    }, LONGEST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isRunning, onDone]);
  return isRunning;
}
