import type {
  Operation,
  RightSizeProposal,
  RightSizeRequest,
  RightSizing,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type RequestState, useRequest } from '../../../shared/ui/useRequest';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';
import {
  type OperationRun,
  useOperation,
} from '../../../shared/operation/useOperation';

/** What is chosen to go, by IAM prefix. */
export type Choice = Required<RightSizeRequest>;

/** What a role could do without, what of it is chosen to go, and what went before. */
export interface RightSizeState {
  /** Each answer is about one choice; the first is the backend's own. */
  asked: RequestState<RightSizeProposal, [RightSizeRequest]>;
  /** Of the last report, while another choice is planned or could not be. */
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

/** Reads what an account could do without once it is asked for, and removes or restores it. `onChanged` is called after either. */
export function useRightSize(
  id: string,
  onChanged: () => void,
): RightSizeState {
  const irsaApi = useApi(irsaApiRef);
  const [choice, setChoice] = useState<Choice>();
  const [shown, setShown] = useState<RightSizeProposal>();
  const propose = useCallback(
    async (request: RightSizeRequest) => {
      const proposal = await irsaApi.proposeRightSize(id, request);
      setShown(proposal);
      return proposal;
    },
    [irsaApi, id],
  );
  const asked = useRequest(propose);
  const load = useCallback(() => irsaApi.listRightSizings(id), [irsaApi, id]);
  const past = useLoaded(load);

  const find = () => {
    setChoice(undefined);
    setShown(undefined);
    asked.ask({});
  };
  const chosen = choice ?? (shown ? chosenIn(shown) : NOTHING);
  const finish = () => {
    setChoice(undefined);
    setShown(undefined);
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
