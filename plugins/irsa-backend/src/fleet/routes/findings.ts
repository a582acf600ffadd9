import type { Router } from 'express';
import type { Acceptances } from '../Acceptances';
import type { Fleet } from '../Fleet';
import { audited, auditedForPlugins, type Doors } from '../../audit/doors';
import { fleetQuery } from './fleetQuery';

interface Services {
  acceptances: Acceptances;
  fleet: Fleet;
}

function addReads(
  router: Router,
  doors: Doors,
  { acceptances, fleet }: Services,
): void {
  router.get('/v1/findings', async (req, res) => {
    const list = await auditedForPlugins(
      doors,
      req,
      { eventId: 'finding-fetch', meta: { queryType: 'all' } },
      async credentials => fleet.findings(fleetQuery(req), credentials),
    );
    res.json(list);
  });

  router.get('/v1/findings/:id', async (req, res) => {
    const { id } = req.params;
    const finding = await audited(
      doors,
      req,
      { eventId: 'finding-fetch', meta: { queryType: 'by-id', id } },
      credentials => acceptances.get(id, credentials),
    );
    res.json(finding);
  });
}

/** `/v1/findings`: what is wrong, and what of it is accepted. */
export function addFindingRoutes(
  router: Router,
  doors: Doors,
  services: Services,
): void {
  const { acceptances } = services;
  addReads(router, doors, services);

  router.put('/v1/findings/:id/acceptance', async (req, res) => {
    const { id } = req.params;
    const { reason, until }: { reason: string; until: string } = req.body;
    const finding = await audited(
      doors,
      req,
      {
        eventId: 'finding-accept',
        severityLevel: 'medium',
        meta: { id, until },
      },
      credentials => acceptances.accept(id, { reason, until }, credentials),
    );
    res.json(finding);
  });

  router.delete('/v1/findings/:id/acceptance', async (req, res) => {
    const { id } = req.params;
    const finding = await audited(
      doors,
      req,
      { eventId: 'finding-reopen', severityLevel: 'medium', meta: { id } },
      credentials => acceptances.reopen(id, credentials),
    );
    res.json(finding);
  });
}
