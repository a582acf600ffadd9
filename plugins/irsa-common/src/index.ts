/**
 * Permissions, the API client, and types that the frontend, the backend, and its modules share in addition to `@backstage-irsa/core`.
 *
 * @packageDocumentation
 */
export * from './permissions';
export { allItems } from './client/allItems';
export { IrsaClient, type IrsaApi } from './client/IrsaClient';
export type { IrsaClientOptions } from './client/IrsaHttp';
export { MAX_FILTER_VALUES } from './client/queries';
export type {
  AccessGraphScope,
  AccessQuery,
  ChangeQuery,
  RenderOptions,
  ChangeReason,
  ExportedTable,
  ExportFormat,
  FleetFilter,
  FleetQuery,
  KnownAction,
  MigrationQuery,
  PageQuery,
  ServiceAccountQuery,
} from './client/queries';
export type { IrsaSearchDocument } from './search';
