import { accountIdOf } from '@backstage-irsa/core/arn';
import { subjectOf } from '@backstage-irsa/core/model';
import { addAccessEntry } from '../aws/eks/accessEntries';
import { removeAddon } from '../aws/eks/addons';
import { administratorArn } from '../company/accounts';
import { ROLE_ARN_ANNOTATION } from '../company/service';
import { KubeApi } from '../kubernetes/api';
import { isJsonObject, type JsonObject } from '../kubernetes/json';
import { makeCluster } from '../kubernetes/makeCluster';
import { POD_IDENTITY_AGENT } from '../kubernetes/podIdentityAgent';
import type {
  KubeObject,
  MutatingWebhookConfiguration,
} from '../kubernetes/objects';
import { resourceDefinitions } from '../kubernetes/resources';
import {
  apiVersionOf,
  type ResourceDefinition,
} from '../kubernetes/resources/definition';
import { mutatingWebhookConfigurations } from '../kubernetes/resources/mutatingWebhookConfigurations';
import { namespaces } from '../kubernetes/resources/namespaces';
import { nodes } from '../kubernetes/resources/nodes';
import { pods } from '../kubernetes/resources/pods';
import {
  clusterRoleBindings,
  clusterRoles,
  roleBindings,
  roles,
} from '../kubernetes/resources/rbac';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import {
  describedPlace,
  describedSettings,
  type Place,
} from './describedCluster';
import { Exported } from './exportFile';
import { isPodIdentityWebhook } from '../kubernetes/webhook/podIdentity';

/** Checks whether two certificates are equal except for surrounding white space. */
const same = (one: string, other: string) =>
  Buffer.from(one, 'base64').toString().trim() ===
  Buffer.from(other, 'base64').toString().trim();

/**
 * Replaces the certificate authority of an exported webhook with the sandbox cluster's, because no export brings the original one. Otherwise every
 * pod would seem to lack its webhook. Keeps an incorrect bundle. Without `exported`, assumes that the pod identity webhook's bundles are correct.
 * @param authorities - base64 of PEM, as EKS returns them
 */
function trustOwnAuthority(
  object: KubeObject,
  authorities: { exported: string | undefined; own: string },
): KubeObject {
  if (object.kind !== 'MutatingWebhookConfiguration') return object;
  const { exported, own } = authorities;
  const configuration = object as MutatingWebhookConfiguration;
  const webhooks = configuration.webhooks?.map(webhook => {
    const { caBundle } = webhook.clientConfig;
    const isRight =
      caBundle !== undefined &&
      (exported === undefined
        ? isPodIdentityWebhook(configuration, webhook)
        : same(caBundle, exported));
    return isRight
      ? { ...webhook, clientConfig: { ...webhook.clientConfig, caBundle: own } }
      : webhook;
  });
  return { ...configuration, ...(webhooks && { webhooks }) };
}

const ISSUER = /oidc\.eks\.([\w-]+)\.[a-z\d.-]+\/id\/\w+/g;
const DEFAULT_REGION = 'eu-west-1';
const DEFAULT_VERSION = '1.32';

/** The resources of which each EKS cluster with workloads has objects. An export without any does not mean that there are none. */
const ALWAYS_THERE: ResourceDefinition[] = [
  serviceAccounts,
  pods,
  nodes,
  mutatingWebhookConfigurations,
  roles,
  roleBindings,
  clusterRoles,
  clusterRoleBindings,
];

/** An exported object and its resource definition. */
interface Loaded {
  definition: ResourceDefinition;
  object: KubeObject;
}

/** The cluster of an export, and the number of objects per kind that sandbox clusters do not support. */
export interface ExportedCluster {
  cluster: Cluster;
  skipped: Map<string, number>;
}

/**
 * Returns a cluster with the objects in files that `kubectl get … -o json` wrote. For each kind in the files, the cluster has exactly these objects.
 * @param described - the output of `aws eks describe-cluster`
 * @throws ExportError
 */
export async function readCluster(
  name: string,
  files: string[],
  given: {
    accounts: Map<string, Account>;
    described: Exported | undefined;
    now: Date;
  },
): Promise<ExportedCluster> {
  const { accounts, described, now } = given;
  const skipped = new Map<string, number>();
  const loaded = files.flatMap(file =>
    objectsOf(Exported.read(file)).flatMap(object =>
      readObject(object, skipped),
    ),
  );
  const place = described
    ? describedPlace(described)
    : guessPlace(loaded, accounts);
  const made = await makeCluster({
    name,
    accountId: place.accountId,
    region: place.region,
    version: described?.at('version').optionalText() ?? DEFAULT_VERSION,
    createdAt: described?.at('createdAt').date(now) ?? now,
  });
  removeAddon(made, POD_IDENTITY_AGENT, now);
  const cluster: Cluster = {
    ...made,
    issuer: place.issuer ?? made.issuer,
    ...(described && describedSettings(made, described)),
    unexported: unexportedOf(loaded),
  };
  const authorities = {
    exported: described?.at('certificateAuthority').at('data').optionalText(),
    own: Buffer.from(cluster.certificateAuthority).toString('base64'),
  };
  load(
    cluster,
    loaded.map(({ definition, object }) => ({
      definition,
      object: trustOwnAuthority(object, authorities),
    })),
  );
  const arn = administratorArn(place.accountId);
  addAccessEntry(cluster, arn, { groups: ['system:masters'] }, now);
  return { cluster, skipped };
}

/** Returns the objects of a `List`, or the single object in the file. */
function objectsOf(file: Exported): Exported[] {
  return file.has('items') ? file.at('items').list() : [file];
}

function readObject(
  exported: Exported,
  skipped: Map<string, number>,
): Loaded[] {
  const kind = exported.at('kind').text();
  const apiVersion = exported.at('apiVersion').text();
  exported.at('metadata').at('name').text();
  const definition = resourceDefinitions.find(
    known => known.kind === kind && apiVersionOf(known) === apiVersion,
  );
  if (!definition) {
    skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
    return [];
  }
  for (const path of definition.requiredPaths) {
    path
      .split('.')
      .reduce((node, step) => node.at(step), exported)
      .object();
  }
  if (definition.namespaced) {
    exported.at('metadata').at('namespace').text();
  }
  return [{ definition, object: exported.object() as JsonObject & KubeObject }];
}

/** Returns the resources, as `<group>/<plural name>`, that each EKS cluster has, but of which no object was exported. */
function unexportedOf(loaded: Loaded[]): Set<string> {
  const exported = new Set(loaded.map(({ definition }) => definition));
  return new Set(
    ALWAYS_THERE.filter(definition => !exported.has(definition)).map(
      ({ group, resource }) => `${group}/${resource}`,
    ),
  );
}

/**
 * Guesses the location of a cluster that has no description: the account of most roles that its ServiceAccounts name, and the issuer that most trust
 * policies of these roles name.
 */
function guessPlace(loaded: Loaded[], accounts: Map<string, Account>): Place {
  const issuers: string[] = [];
  const owners: string[] = [];
  for (const { object } of loaded) {
    const arn = object.metadata.annotations?.[ROLE_ARN_ANNOTATION];
    const account = arn && accounts.get(accountIdOf(arn));
    if (object.kind !== 'ServiceAccount' || !account) {
      continue;
    }
    owners.push(account.id);
    const role = account.roles.get((arn.split('/').pop() ?? '').toLowerCase());
    const { namespace = '', name } = object.metadata;
    if (role?.trustPolicy.includes(subjectOf({ namespace, name }))) {
      issuers.push(...new Set(role.trustPolicy.match(ISSUER)));
    }
  }
  const issuer = mostFrequent(issuers);
  const [first] = accounts.keys();
  return {
    accountId: mostFrequent(owners) ?? first,
    region: issuer?.split('.')[2] ?? DEFAULT_REGION,
    ...(issuer && { issuer: `https://${issuer}` }),
  };
}

function mostFrequent(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  values.forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function load(cluster: Cluster, loaded: Loaded[]): void {
  const { store } = cluster;
  for (const definition of new Set(loaded.map(each => each.definition))) {
    for (const { metadata } of store.all(definition)) {
      store.remove(definition, metadata.namespace ?? '', metadata.name);
    }
  }
  loaded.forEach(({ definition, object }) => store.load(definition, object));
  addMissingNamespaces(cluster, loaded);
}

/** Adds the namespaces that the objects are in if the files contain no namespaces. */
function addMissingNamespaces(cluster: Cluster, loaded: Loaded[]): void {
  if (loaded.some(({ definition }) => definition.kind === namespaces.kind)) {
    return;
  }
  const api = new KubeApi(cluster, () => cluster.createdAt);
  const names = loaded.flatMap(({ object }) => object.metadata.namespace ?? []);
  for (const name of new Set(names)) {
    if (!cluster.store.get(namespaces, '', name)) {
      api.create(
        namespaces,
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
        { writer: { manager: 'sandbox', operation: 'Update' } },
      );
    }
  }
}

/** Checks whether a value looks like a Kubernetes object or list. */
export function isKubernetes({ value }: Exported): boolean {
  return isJsonObject(value) && 'apiVersion' in value && 'kind' in value;
}
