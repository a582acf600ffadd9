import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import type {
  ExportedTable,
  ExportFormat,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { saveFile } from '../../../shared/ui/saveFile';
import { useRequest } from '../../../shared/ui/useRequest';

/** Downloads a whole filtered table as a file. */
export function useExport(table: ExportedTable) {
  const irsaApi = useApi(irsaApiRef);
  const request = useCallback(
    async (format: ExportFormat, { sort, order, ...filters }: FleetQuery) => {
      const file = await irsaApi.exportTable(table, format, filters);
      saveFile(file, `${table}.${format}`);
      return format;
    },
    [irsaApi, table],
  );
  return useRequest(request);
}
