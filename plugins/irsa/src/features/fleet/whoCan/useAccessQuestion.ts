import type { AccessHolder } from '@backstage-irsa/core/model';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The kinds of holders, in the order of an answer. */
export const HOLDER_KINDS: readonly AccessHolder['kind'][] = [
  'pod',
  'role',
  'user',
  'people',
  'service',
  'account',
];

/** The question of who can do an action on a resource. */
export interface AccessQuestion {
  action: string;
  resource: string;
  /** The only kind of holder to list; all kinds if undefined. */
  kind?: AccessHolder['kind'];
}

/** Returns the question from the URL, and a function that asks another one. */
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
