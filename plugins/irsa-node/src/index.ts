/**
 * Lets other backend plugins plan, make and verify IAM service accounts.
 *
 * @packageDocumentation
 */
export * from './events';
export { irsaServiceRef } from './irsaServiceRef';
export type {
  ApplyServiceAccountOptions,
  IrsaPageOptions,
  IrsaRequestOptions,
  IrsaService,
  ListFindingsOptions,
  ListFleetServiceAccountsOptions,
  ListRolesOptions,
  SimulateServiceAccountOptions,
  VerifyServiceAccountOptions,
} from './IrsaService';
