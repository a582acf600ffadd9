import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import { irsaApiRef, type KnownAction } from '../api/IrsaApi';
import type { Failure } from '../model/failure';
import { useAsked } from './useAsked';
import { useDebounced } from './useDebounced';

const DEBOUNCE_MILLISECONDS = 200;

/** The AWS actions that begin with what was typed, once the typing rests; those before stay until then. */
export function useActionChoices(text: string): {
  choices: KnownAction[];
  failure?: Failure;
} {
  const irsaApi = useApi(irsaApiRef);
  const prefix = useDebounced(text.trim(), DEBOUNCE_MILLISECONDS);
  const list = useCallback(
    (begin: string) => irsaApi.listActions(begin),
    [irsaApi],
  );
  const { value, failure, ask } = useAsked(list);
  useEffect(() => {
    if (prefix) ask(prefix);
  }, [prefix, ask]);
  return { choices: value?.items ?? [], failure };
}
