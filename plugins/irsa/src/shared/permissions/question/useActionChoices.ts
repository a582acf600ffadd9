import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import type { KnownAction } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Failure } from '../../ui/failure';
import { useRequest } from '../../ui/useRequest';
import { useDebounced } from '../../ui/useDebounced';

const DEBOUNCE_MILLISECONDS = 200;

/** Loads the AWS actions that start with the typed text, after the user stops typing. */
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
  const { value, failure, ask } = useRequest(list);
  useEffect(() => {
    if (prefix) ask(prefix);
  }, [prefix, ask]);
  // Until the new answer arrives, use the actions of the last one that still match.
  const typed = text.trim().toLocaleLowerCase('en-US');
  const choices = (value?.items ?? []).filter(({ action }) =>
    action.toLocaleLowerCase('en-US').startsWith(typed),
  );
  return { choices, failure };
}
