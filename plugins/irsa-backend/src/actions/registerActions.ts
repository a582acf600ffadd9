import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { addCanI } from './canI';
import { addCreateServiceAccount } from './createServiceAccount';
import { addDeleteServiceAccount } from './deleteServiceAccount';
import { addDiagnose } from './diagnose';
import { addExplainPermissions } from './explainPermissions';
import { addPlan } from './plan';
import { addPlanMigration } from './planMigration';
import { addProposeRightSize } from './proposeRightSize';
import type { ActionDeps, AddAction } from './types';
import { addVerify } from './verify';

const actions: AddAction[] = [
  addVerify,
  addExplainPermissions,
  addCanI,
  addDiagnose,
  addPlan,
  addCreateServiceAccount,
  addDeleteServiceAccount,
  addPlanMigration,
  addProposeRightSize,
];

/** Registers the actions that MCP clients and other callers of the actions registry can use. */
export function registerActions(
  registry: ActionsRegistryService,
  deps: ActionDeps,
): void {
  for (const add of actions) add(registry, deps);
}
