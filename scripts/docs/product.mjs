// Reads from the code everything that the documentation must name.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import YAML from 'yaml';
import { inRoot } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
// The TypeScript loader of Backstage.
require('@backstage/cli/config/nodeTransform.cjs');

const load = (...parts) => require(inRoot('plugins', ...parts));
const loadCore = capability =>
  require(inRoot('packages', 'core', 'src', capability));

const { irsaPermissions } = load('irsa-common/src/index.ts');
const { faults } = loadCore('model/faults.ts');
const grants = loadCore('grants/index.ts');
const { grantDefinitions } = grants;

/** Returns the KMS actions that a grant needs on the key that encrypts its resource. */
export const { grantKeyActions } = grants;

const { DENIED_GROUPS } = loadCore(
  'planning/rules/guardrails/defaultDeniedActions.ts',
);
const { checks } = loadCore('checks/registry.ts');
const { checks: findings } = loadCore('findings/registry.ts');
const { registerActions } = load('irsa-backend/src/actions/registerActions.ts');
const { Meters } = load('irsa-backend/src/lib/metrics/Meters.ts');
const { createFleetGauges } = load('irsa-backend/src/fleet/fleetGauges.ts');

function namesOfRegistryActions() {
  const names = [];
  registerActions({ register: ({ name }) => names.push(`irsa:${name}`) }, {});
  return names;
}

function allTemplateActions() {
  const folder = 'scaffolder-backend-module-irsa/src/actions';
  return readdirSync(inRoot('plugins', folder))
    .filter(name => /^[A-Za-z]+\.ts$/.test(name))
    .map(name => Object.values(load(folder, name))[0]({}));
}

/** Returns the permissions that a file of `iam/` grants: AWS actions, or verbs on Kubernetes resources. */
function permissionsOf(file) {
  const text = readFileSync(inRoot('plugins/irsa-backend/iam', file), 'utf8');
  if (file.endsWith('.json')) {
    return JSON.parse(text).Statement.flatMap(({ Effect, Action }) =>
      Effect === 'Allow' ? Action : [],
    );
  }
  return YAML.parseAllDocuments(text)
    .flatMap(document => document.toJS()?.rules ?? [])
    .flatMap(({ verbs, resources }) =>
      resources.flatMap(each => verbs.map(verb => `${verb} ${each}`)),
    );
}

/** Reads the source files of the backend plugin, without tests. */
function backendSources(folder = inRoot('plugins/irsa-backend/src')) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(each => {
    const file = `${folder}/${each.name}`;
    if (each.isDirectory()) return backendSources(file);
    return /(?<!\.(test|stories))\.ts$/.test(file)
      ? [readFileSync(file, 'utf8')]
      : [];
  });
}

/** Returns the IDs of audit events that are literals in the code. The IDs for waves and cut-offs are not. */
function auditEvents() {
  const ids = backendSources().flatMap(text =>
    [...text.matchAll(/eventId: '([a-z-]+)'/g)].map(([, id]) => id),
  );
  return [...new Set(ids)];
}

/** Returns the metrics with the names of their attributes, collected by reporting each metric once. */
async function allMetrics() {
  const metrics = new Map();
  const callbacks = [];
  const instrument = name => {
    const attributes = new Set();
    metrics.set(name, attributes);
    const note = (_, given = {}) =>
      Object.keys(given).forEach(each => attributes.add(each));
    return {
      add: note,
      record: note,
      addCallback: callback =>
        callbacks.push(() => callback({ observe: note })),
    };
  };
  const service = {
    createCounter: instrument,
    createHistogram: instrument,
    createObservableCounter: instrument,
    createObservableGauge: instrument,
  };
  const meters = new Meters({ metrics: service });
  meters.scanEnded({ kind: 'cluster', result: 'completed', durationMs: 1 });
  meters.proofMade('proved');
  meters.guardrailReported('required-tag');
  const one = { any: 1 };
  createFleetGauges({
    metrics: service,
    logger: console,
    counts: {
      read: async () => ({
        ...{ serviceAccounts: one, openFindings: one, workloads: one },
        ...{ unusedRoles: 1, scannedAt: one },
      }),
    },
  });
  for (const callback of callbacks) await callback();
  return [...metrics].map(([name, attributes]) => ({
    name,
    attributes: [...attributes],
  }));
}

/** The parts of the product that users see by name. */
export const product = {
  /** The failure modes: ID, title, and link. */
  faults,
  /** The actions that are denied by default, in groups. */
  deniedGroups: DENIED_GROUPS,
  /** The services that can be granted, by IAM prefix. */
  grants: [...grantDefinitions.values()],
  permissions: irsaPermissions.map(({ name }) => name),
  /** The checks of a verification, in their order. */
  checks: checks.map(({ meta }) => meta),
  /** The checks that produce findings in the fleet. */
  findings: findings.map(({ meta }) => meta),
  /** The files of `iam/`, each with the permissions that it grants. */
  iamFiles: readdirSync(inRoot('plugins/irsa-backend/iam')).map(file => ({
    file,
    permissions: permissionsOf(file),
  })),
  registryActions: namesOfRegistryActions(),
  auditEvents: auditEvents(),
  metrics: await allMetrics(),
  /** The template actions, with their schemas as JSON schemas. */
  templateActions: allTemplateActions(),
};
