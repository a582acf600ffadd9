import type { Router } from 'express';
import type { FleetExports } from '../FleetExports';
import type { FleetTableName } from '../store/fleetTables';
import {
  audited,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import { fleetFilter } from './fleetQuery';
import { sendTable } from '../../lib/table/sendTable';

/** `/v1/exports`: whole fleet tables as files. */
export function addExportRoutes(
  router: Router,
  context: RouteContext,
  fleetExports: FleetExports,
): void {
  router.get('/v1/exports/:table', async (req, res) => {
    const table = req.params.table as FleetTableName;
    const format = single(req, 'format') === 'json' ? 'json' : 'csv';
    await audited(
      context,
      req,
      { eventId: 'fleet-export', meta: { table, format } },
      async credentials => {
        const { rows, columns } = await fleetExports.open(
          { table, filter: fleetFilter(req) },
          credentials,
        );
        await sendTable(res, rows, { name: table, format, columns });
      },
    );
  });
}
