import type { AccessHolder } from '@backstage-irsa/core/model';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The kinds of those who can, in the order of an answer. */
export const HOLDER_KINDS: readonly AccessHolder['kind'][] = [
  'pod',
  'role',
  'user',
  'people',
  'service',
  'account',
];

/** Who can do this? */
export interface AccessQuestion {
  action: string;
  resource: string;
  /** Only these. */
  kind?: AccessHolder['kind'];
}

/** The question that the URL holds, and a way to ask another. */
export function useAccessQuestion(): {
  question?: AccessQuestion;
  ask: (question: AccessQuestion) => void;
} {
  const [params, setParams] = useSearchParams();
  const action = params.get('action');
  const resource = params.get('resource');
  const kind = HOLDER_KINDS.find(one => one === params.get('kind'));
  const question = useMemo(
    () =>
      action && resource
        ? { action, resource, ...(kind && { kind }) }
        : undefined,
    [action, resource, kind],
  );
  return { question, ask: next => setParams({ ...next }) };
}
