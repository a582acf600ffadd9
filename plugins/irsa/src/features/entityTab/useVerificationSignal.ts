import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useState } from 'react';

const CHANNEL = 'irsa:verification';

// A verification takes seconds. When its end is never told, the page must not wait for it forever.
const LONGEST_MILLISECONDS = 120_000;

type VerificationSignal = { id: string; state: 'running' | 'done' };

/**
 * Whether an account is being verified by anybody, as the backend tells; calls back when that is done. An app without the signals plugin is told
 * nothing. Not `useSignal`: it keeps only the last message, so that one for another account could hide ours.
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
    const timer = setTimeout(() => setRunning(false), LONGEST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isRunning]);
  return isRunning;
}
