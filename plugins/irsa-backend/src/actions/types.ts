import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Doors } from '../authorization/doors';
import type { Services } from '../wiring/Services';

/** What an action needs to do the same as its route. */
export interface ActionDeps {
  doors: Doors;
  services: Pick<
    Services,
    | 'access'
    | 'applier'
    | 'deleter'
    | 'diagnoses'
    | 'migrations'
    | 'permissionReports'
    | 'permits'
    | 'planner'
    | 'resources'
    | 'rightSizes'
    | 'serviceAccounts'
    | 'store'
    | 'verifier'
  >;
}

/** Adds one action. */
export type AddAction = (
  registry: ActionsRegistryService,
  deps: ActionDeps,
) => void;

/** Which IAM service account an action is about. */
export interface Addressed {
  entityRef: string;
  serviceAccount?: string;
}

/** Who calls an action. */
export type Caller = BackstageCredentials;

/** The library that the registry hands to the schemas of an action. */
export type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

/** An action that changes nothing outside this plugin, and may be repeated. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
} as const;
