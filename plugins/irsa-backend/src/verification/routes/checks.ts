import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { describeChecks } from '@backstage-irsa/core/checks';
import { audited, type Doors } from '../../audit/doors';

/** `/v1/checks`: what a verification asks. */
export function addCheckRoutes(router: Router, doors: Doors): void {
  router.get('/v1/checks', async (req, res) => {
    const items = await audited(
      doors,
      req,
      { eventId: 'check-fetch', meta: { queryType: 'all' } },
      async credentials => {
        await doors.permits.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return describeChecks();
      },
    );
    res.json({ items });
  });
}
