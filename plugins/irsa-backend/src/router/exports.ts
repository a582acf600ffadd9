import { pipeline } from 'node:stream/promises';
import type { Router } from 'express';
import type { ExportTable, FleetExports } from '../services/FleetExports';
import { audited, single, type Doors } from './doors';
import { fleetFilter } from './fleetQuery';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

/** `/v1/exports`: whole tables as files. */
export function addExportRoutes(
  router: Router,
  doors: Doors,
  fleetExports: FleetExports,
): void {
  router.get('/v1/exports/:table', async (req, res) => {
    const table = req.params.table as ExportTable;
    const format = single(req, 'format') === 'json' ? 'json' : 'csv';
    await audited(
      doors,
      req,
      { eventId: 'fleet-export', meta: { table, format } },
      async credentials => {
        const text = await fleetExports.open(
          { table, format, filter: fleetFilter(req) },
          credentials,
        );
        const day = new Date().toISOString().slice(0, 10);
        res.setHeader('Content-Type', TYPES[format]);
        res.setHeader(
          'Content-Disposition',
          `attachment; filename="irsa-${table}-${day}.${format}"`,
        );
        await pipeline(text, res);
      },
    );
  });
}
