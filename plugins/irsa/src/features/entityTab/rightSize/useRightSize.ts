import type {
  Operation,
  RightSizeProposal,
  RightSizeRequest,
  RightSizing,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type RequestState, useRequest } from '../../../shared/ui/useRequest';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';
import {
  type OperationRun,
  useOperation,
} from '../../../shared/operation/useOperation';

/** The services that the user chose to drop or narrow, by IAM prefix. */
export type Choice = Required<RightSizeRequest>;

/** The proposal for an account, the user's choice, and the previous removals. */
export interface RightSizeState {
  /** The state of the request for a proposal. Each answer belongs to one choice. The first answer contains the backend's own choice. */
  asked: RequestState<RightSizeProposal, [RightSizeRequest]>;
  /** The last proposal. It stays while another choice is planned, or after planning has failed. */
  shown?: RightSizeProposal;
  choice: Choice;
  /** Asks AWS for a new report. */
  find: () => void;
  choose: (choice: Choice) => void;
  apply: OperationRun & { start: () => Promise<void> };
  past: Loaded<{ items: RightSizing[] }>;
  undo: OperationRun & { start: (id: string) => Promise<void> };
}

const NOTHING: Choice = { drop: [], narrow: [] };

/** Loads the proposal for an account on request, and removes or restores permissions. Calls `onChanged` after either. */
export function useRightSize(
  id: string,
  onChanged: () => void,
): RightSizeState {
  const irsaApi = useApi(irsaApiRef);
  const [choice, setChoice] = useState<Choice>();
  const propose = useCallback(
    (request: RightSizeRequest) => irsaApi.proposeRightSize(id, request),
    [irsaApi, id],
  );
  const asked = useRequest(propose);
  const last = useRef<RightSizeProposal>();
  if (asked.value) last.current = asked.value;
  const shown = last.current;
  const load = useCallback(() => irsaApi.listRightSizings(id), [irsaApi, id]);
  const past = useLoaded(load);

  const clear = () => {
    setChoice(undefined);
    last.current = undefined;
    asked.reset();
  };
  const find = () => {
    clear();
    asked.ask({});
  };
  const chosen = choice ?? (shown ? chosenIn(shown) : NOTHING);
  const finish = () => {
    clear();
    past.reload();
    onChanged();
  };
  const apply = useOperation(
    (request: Choice): Promise<Operation> => irsaApi.rightSize(id, request),
    finish,
  );
  const undo = useOperation(
    (rightSizing: string) => irsaApi.undoRightSizing(id, rightSizing),
    finish,
  );
  return {
    asked,
    shown,
    choice: chosen,
    find,
    past,
    undo,
    choose: next => {
      setChoice(next);
      asked.ask(next);
    },
    apply: { ...apply, start: () => apply.start(chosen) },
  };
}

function chosenIn({ drop, narrow }: RightSizeProposal): Choice {
  return { drop, narrow };
}
