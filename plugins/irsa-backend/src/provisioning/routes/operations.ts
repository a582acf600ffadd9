import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Operations } from '../Operations';
import { audited, type Doors } from '../../audit/doors';

/** `/v1/operations`: plans on their way, for whoever began them. */
export function addOperationRoutes(
  router: Router,
  doors: Doors,
  operations: Operations,
): void {
  router.get('/v1/operations/:id', async (req, res) => {
    const { id } = req.params;
    const operation = await audited(
      doors,
      req,
      { eventId: 'operation-fetch', meta: { id } },
      async credentials => {
        await doors.permits.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return operations.get(id, credentials);
      },
    );
    res.json(operation);
  });
}
