import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { RouteContext } from '../authorization/audit/routeContext';
import type { Applier } from '../provisioning/Applier';
import type { Deleter } from '../provisioning/Deleter';
import type { Diagnoses } from '../verification/Diagnoses';
import type { Migrations } from '../migration/Migrations';
import type { PermissionReports } from '../permissions/PermissionReports';
import type { Planner } from '../provisioning/Planner';
import type { RightSizes } from '../rightSizing/RightSizes';
import type { EntityAccounts } from '../verification/EntityAccounts';
import type { ServiceAccounts } from '../verification/ServiceAccounts';
import type { Verifier } from '../verification/Verifier';

/** The dependencies with which an action does the same as its route. */
export interface ActionDeps {
  context: RouteContext;
  services: {
    applier: Applier;
    deleter: Deleter;
    diagnoses: Diagnoses;
    entityAccounts: EntityAccounts;
    migrations: Migrations;
    permissionReports: PermissionReports;
    planner: Planner;
    rightSizes: RightSizes;
    serviceAccounts: ServiceAccounts;
    verifier: Verifier;
  };
}

/** Adds one action. */
export type AddAction = (
  registry: ActionsRegistryService,
  deps: ActionDeps,
) => void;

/** The IAM service account that an action is about. */
export interface Addressed {
  entityRef: string;
  serviceAccount?: string;
}

/** The credentials of the caller of an action. */
export type Caller = BackstageCredentials;

/** The library that the registry passes to the schemas of an action. */
export type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

/** The attributes of an action that changes nothing outside this plugin and can be repeated. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
} as const;
