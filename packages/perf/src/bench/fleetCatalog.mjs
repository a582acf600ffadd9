// Writes a catalog for a generated fleet: its teams, and components for some of its services, which name the ServiceAccounts of the service.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stringify } from 'yaml';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

const require = createRequire(
  inRoot('plugins', 'irsa-backend', 'package.json'),
);
const { CoreV1Api, KubeConfig } = require('@kubernetes/client-node');

const ANNOTATION = 'backstage-irsa.dev/service-account';
const ROLE = 'eks.amazonaws.com/role-arn';
const GUESTS = 'guests';

/** Reads the ServiceAccounts with a role in all clusters, by service. The label `team` of a namespace names its team. */
async function readServices(kubeconfig) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const services = new Map();
  for (const { name: cluster } of config.getContexts()) {
    config.setCurrentContext(cluster);
    const core = config.makeApiClient(CoreV1Api);
    const namespaces = await core.listNamespace();
    const teams = new Map(
      namespaces.items.map(({ metadata }) => [
        metadata.name,
        metadata.labels?.team,
      ]),
    );
    const accounts = await core.listServiceAccountForAllNamespaces();
    for (const { metadata } of accounts.items) {
      const { namespace, name } = metadata;
      const team = teams.get(namespace);
      if (!team || !metadata.annotations?.[ROLE]) continue;
      const key = `${namespace}-${name}`;
      const service = services.get(key) ?? { name: key, team, refs: [] };
      service.refs.push(`${cluster}/${namespace}/${name}`);
      services.set(key, service);
    }
  }
  return [...services.values()];
}

/** Returns up to `count` items, evenly spread over the list. */
function spread(items, count) {
  const step = Math.max(1, items.length / count);
  return Array.from(
    { length: Math.min(count, items.length) },
    (_, index) => items[Math.floor(index * step)],
  );
}

function groupOf(team) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: team },
    spec: { type: 'team', children: [] },
  };
}

/** Returns the user that opens the pages. app-config.yaml allows its group to read the whole fleet. */
function guest() {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'guest' },
    spec: { memberOf: [GUESTS] },
  };
}

function componentOf({ name, team, refs }) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { [ANNOTATION]: refs.join(',') } },
    spec: { type: 'service', lifecycle: 'production', owner: team },
  };
}

/** Writes the catalog to the folder of the sandbox. Returns the file, the teams, and the number of components. */
export async function writeFleetCatalog(directory, count) {
  const all = await readServices(path.join(directory, 'kubeconfig'));
  const components = spread(all, count);
  const teams = [...new Set(components.map(({ team }) => team))];
  const entities = [
    ...[groupOf(GUESTS), guest(), ...teams.map(groupOf)],
    ...components.map(componentOf),
  ];
  const file = path.join(directory, 'catalog.yaml');
  writeFileSync(file, entities.map(entity => stringify(entity)).join('---\n'));
  return { file, teams, components: components.length };
}
