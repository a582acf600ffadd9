import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import type { Memberships } from '../../authorization/Memberships';
import type { IrsaConfig } from '../../config/types';
import type { Observer } from '../../observe/Observer';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import type { Applier } from '../Applier';
import type { Planner } from '../Planner';
import type { Writers } from '../Writers';
import { TransferStore } from '../../serviceAccounts/transfers/TransferStore';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import { BulkTransfers } from './BulkTransfers';
import { EntityOrigins } from './EntityOrigins';
import { TransferRules } from './TransferRules';
import { Transfers } from './Transfers';

/** Creates the transfer services with their dependencies. */
export function createTransfers(options: {
  applier: Applier;
  auth: AuthService;
  catalog: CatalogService;
  changes: ChangeLog;
  config: IrsaConfig;
  evaluator: Evaluator;
  knex: Knex;
  logger: LoggerService;
  managed: ManagedObjectStore;
  memberships: Memberships;
  observer: Observer;
  planner: Planner;
  store: ServiceAccountStore;
  writers: Writers;
}): { transfers: Transfers; bulkTransfers: BulkTransfers } {
  const parts = {
    ...options,
    entities: new EntityOrigins(options),
    rules: new TransferRules(options),
    transfers: new TransferStore(options),
  };
  const transfers = new Transfers(parts);
  return {
    transfers,
    bulkTransfers: new BulkTransfers({ ...parts, single: transfers }),
  };
}
