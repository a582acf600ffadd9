/**
 * The frontend of IRSA for Backstage, for the new frontend system.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export {
  irsaApiRef,
  type AccessQuery,
  type ExportedTable,
  type ExportFormat,
  type FleetFilter,
  type FleetQuery,
  type IrsaApi,
  type KnownAction,
  type MigrationQuery,
} from './api/IrsaApi';
export { IrsaClient } from './api/IrsaClient';
export { irsaTranslationRef, type IrsaMessages } from './translation';
