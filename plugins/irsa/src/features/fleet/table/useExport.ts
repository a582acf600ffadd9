import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import type {
  ExportedTable,
  ExportFormat,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';

function save(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Saves a whole table, with its filters, as a file. */
export function useExport(table: ExportedTable) {
  const irsaApi = useApi(irsaApiRef);
  const request = useCallback(
    async (format: ExportFormat, { sort, order, ...filters }: FleetQuery) => {
      const file = await irsaApi.exportTable(table, format, filters);
      save(file, `${table}.${format}`);
      return format;
    },
    [irsaApi, table],
  );
  return useRequest(request);
}
