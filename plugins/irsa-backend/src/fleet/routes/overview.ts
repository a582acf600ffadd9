import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** `/v1/overview`: the main numbers of the fleet. */
export function addOverviewRoutes(
  router: Router,
  context: RouteContext,
  fleet: Fleet,
): void {
  router.get('/v1/overview', async (req, res) => {
    const overview = await audited(
      context,
      req,
      { eventId: 'overview-fetch' },
      credentials => fleet.overview(credentials),
    );
    res.json(overview);
  });
}
