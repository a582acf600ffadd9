import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import { audited, type Doors } from '../../audit/doors';

/** `/v1/overview`: the fleet at a glance. */
export function addOverviewRoutes(
  router: Router,
  doors: Doors,
  fleet: Fleet,
): void {
  router.get('/v1/overview', async (req, res) => {
    const overview = await audited(
      doors,
      req,
      { eventId: 'overview-fetch' },
      credentials => fleet.overview(credentials),
    );
    res.json(overview);
  });
}
