import { configMaps } from './configMaps';
import { cronJobs } from './cronJobs';
import { daemonSets } from './daemonSets';
import type { ResourceDefinition } from './definition';
import { deployments } from './deployments';
import { events } from './events';
import { jobs } from './jobs';
import { mutatingWebhookConfigurations } from './mutatingWebhookConfigurations';
import { namespaces } from './namespaces';
import { nodes } from './nodes';
import { pods } from './pods';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from './rbac';
import { replicaSets } from './replicaSets';
import { serviceAccounts } from './serviceAccounts';
import { statefulSets } from './statefulSets';

/** Every resource that the sandbox clusters store. */
export const resourceDefinitions: ResourceDefinition[] = [
  namespaces,
  serviceAccounts,
  pods,
  nodes,
  configMaps,
  events,
  deployments,
  replicaSets,
  statefulSets,
  daemonSets,
  jobs,
  cronJobs,
  mutatingWebhookConfigurations,
  roles,
  roleBindings,
  clusterRoles,
  clusterRoleBindings,
];

export function findResource(
  group: string,
  version: string,
  resource: string,
): ResourceDefinition | undefined {
  return resourceDefinitions.find(
    definition =>
      definition.group === group &&
      definition.version === version &&
      definition.resource === resource,
  );
}
