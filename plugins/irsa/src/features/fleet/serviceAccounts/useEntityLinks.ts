import type {
  EntityLinkResult,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';

/** Links rows to their proposed entities. The value contains the refused links. */
export function useEntityLinks(options: {
  onLinked: () => void;
  /** Called after all rows were linked. */
  onDone: () => void;
}) {
  const irsaApi = useApi(irsaApiRef);
  const { onLinked, onDone } = options;
  const request = useCallback(
    async (rows: FleetServiceAccount[]): Promise<EntityLinkResult[]> => {
      const { items } = await irsaApi.linkEntities({
        links: rows.flatMap(({ id, proposedEntity }) =>
          proposedEntity
            ? [{ serviceAccountId: id, entityRef: proposedEntity.entityRef }]
            : [],
        ),
      });
      const refused = items.filter(({ result }) => result === 'refused');
      onLinked();
      if (refused.length === 0) onDone();
      return refused;
    },
    [irsaApi, onLinked, onDone],
  );
  return useRequest(request);
}
