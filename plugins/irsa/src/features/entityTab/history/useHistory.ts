import type {
  PastVerification,
  VerificationHistory,
} from '@backstage-irsa/core/model';
import type { ErrorLike } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Failure } from '../../../shared/ui/failure';
import { useRequest } from '../../../shared/ui/useRequest';
import { useLoaded } from '../../../shared/ui/useLoaded';

/** The verifications of an account that were loaded so far. */
export interface History {
  /** The verifications, the newest first; undefined until the first page has loaded. */
  items?: PastVerification[];
  error?: ErrorLike;
  reload: () => void;
  /** Loads the next page; undefined if there is none. */
  more?: () => void;
  isReadingMore: boolean;
  moreFailure?: Failure;
}

interface Extended extends VerificationHistory {
  /** The first page, which the other pages continue. */
  first: VerificationHistory;
}

/** Loads the verifications of an account page by page. Starts again when `trigger` changes. */
export function useHistory(id: string, trigger: number): History {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listVerifications(id), [irsaApi, id]);
  const { value: first, error, reload } = useLoaded(load, trigger);
  const [extended, setExtended] = useState<Extended>();
  const shown = extended && extended.first === first ? extended : first;

  const readMore = useCallback(
    async (page: VerificationHistory, soFar: VerificationHistory) => {
      const next = await irsaApi.listVerifications(id, {
        cursor: soFar.nextCursor,
      });
      setExtended({
        ...next,
        first: page,
        items: [...soFar.items, ...next.items],
      });
    },
    [irsaApi, id],
  );
  const { failure, pending, ask } = useRequest(readMore);
  return {
    items: shown?.items,
    error,
    reload,
    more: first && shown?.nextCursor ? () => ask(first, shown) : undefined,
    isReadingMore: pending,
    moreFailure: failure,
  };
}
