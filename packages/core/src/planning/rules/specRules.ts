import { partitionOf } from '../../arn/partition';
import { checkSpec } from '../../model/spec/checkSpec';
import { type IamServiceAccountSpec, type Violation } from '../../model/types';
import type { RulesConfig } from '../../model/config';
import type { ClusterConfig } from '../../model/config';
import { mayUseNamespace } from '../../ownership/namespaceRules';
import { checkMechanism } from './mechanismRules';
import { checkRoleRules } from './roleRules';

function checkCluster(
  spec: IamServiceAccountSpec,
  config: RulesConfig,
): Violation[] {
  if (config.clusters.some(({ name }) => name === spec.cluster)) return [];
  const known = config.clusters.map(({ name }) => name).join(', ');
  return [
    {
      field: 'cluster',
      rule: 'cluster-configured',
      message: `Cluster "${
        spec.cluster
      }" is not in the configuration: choose one of ${
        known || 'none yet'
      }, or ask an administrator to add it to irsa.clusters, or to kubernetes.clusterLocatorMethods with irsa.discovery.kubernetes.`,
    },
  ];
}

function checkNamespaceRule(
  spec: IamServiceAccountSpec,
  config: RulesConfig,
  cluster: ClusterConfig | undefined,
  owner: string | undefined,
): Violation[] {
  if (!cluster || owner === undefined) return [];
  return mayUseNamespace(
    config.namespaceRules,
    [owner],
    cluster,
    spec.namespace,
  )
    ? []
    : [
        {
          field: 'namespace',
          rule: 'namespace-owner',
          message: `${owner} may not use namespace "${spec.namespace}" of cluster ${cluster.name}. Choose one of its own namespaces, or ask an administrator for a rule in irsa.namespaceRules.`,
        },
      ];
}

/** Returns every rule that a spec violates before anything is read. `owner` is undefined if the owner is unknown, which is a violation of its own. */
export function checkAgainstConfig(
  spec: IamServiceAccountSpec,
  config: RulesConfig,
  owner: string | undefined,
): Violation[] {
  const cluster = config.clusters.find(({ name }) => name === spec.cluster);
  const violations = [
    ...checkSpec(spec, cluster && partitionOf(cluster.region).id),
    ...checkMechanism(spec),
    ...checkCluster(spec, config),
    ...checkRoleRules(spec, config, cluster, owner),
  ];
  const namespaceIsWrong = violations.some(
    ({ field }) => field === 'namespace',
  );
  return namespaceIsWrong
    ? violations
    : [...violations, ...checkNamespaceRule(spec, config, cluster, owner)];
}
