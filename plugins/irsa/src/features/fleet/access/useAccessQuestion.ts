import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Who can do this? */
export interface AccessQuestion {
  action: string;
  resource: string;
}

/** The question that the URL holds, and a way to ask another. */
export function useAccessQuestion(): {
  question?: AccessQuestion;
  ask: (question: AccessQuestion) => void;
} {
  const [params, setParams] = useSearchParams();
  const action = params.get('action');
  const resource = params.get('resource');
  const question = useMemo(
    () => (action && resource ? { action, resource } : undefined),
    [action, resource],
  );
  return { question, ask: next => setParams({ ...next }) };
}
