import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import { subjectOf } from '@backstage-irsa/core/model';
import { addAccessEntry } from '../aws/eks/accessEntries';
import { administratorArn } from '../company/accounts';
import { ROLE_ARN_ANNOTATION } from '../company/service';
import { KubeApi } from '../kubernetes/api';
import { isJsonObject, type JsonObject } from '../kubernetes/json';
import { makeCluster } from '../kubernetes/makeCluster';
import type {
  KubeObject,
  MutatingWebhookConfiguration,
} from '../kubernetes/objects';
import { resourceDefinitions } from '../kubernetes/resources';
import {
  apiVersionOf,
  type ResourceDefinition,
} from '../kubernetes/resources/definition';
import { namespaces } from '../kubernetes/resources/namespaces';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import { Exported } from './exportFile';
import { isPodIdentityWebhook } from '../kubernetes/webhook/podIdentity';

/** The same certificates, in spite of white space around them. */
const same = (one: string, other: string) =>
  Buffer.from(one, 'base64').toString().trim() ===
  Buffer.from(other, 'base64').toString().trim();

/**
 * Puts the authority of the sandbox's cluster where an exported webhook names that of its own cluster, which no export brings: else every pod would
 * seem to have lost its webhook. A bundle that was wrong there stays; without `exported` those of the pod identity webhook are taken to be right.
 * @param authorities - base64 of PEM, as EKS gives them
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

/** An object of an export, and what it is. */
interface Loaded {
  definition: ResourceDefinition;
  object: KubeObject;
}

/** The cluster of an export, and how many objects of which kinds the sandbox's clusters do not have. */
export interface ExportedCluster {
  cluster: Cluster;
  skipped: Map<string, number>;
}

/**
 * A cluster with the objects of files that `kubectl get … -o json` wrote. Of a kind that the files have it has just what they say.
 * @param described - what `aws eks describe-cluster` said of it
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
  const cluster = { ...made, issuer: place.issuer ?? made.issuer };
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

/** The objects of a `List`, or the one that the file is. */
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

interface Place {
  accountId: string;
  region: string;
  issuer?: string;
}

function describedPlace(described: Exported): Place {
  const arn = parseArn(described.at('arn').text());
  if (!arn) throw described.at('arn').wrong('it must be the ARN of a cluster');
  const { accountId, region } = arn;
  const issuer = described.at('identity').at('oidc').at('issuer');
  return { accountId, region, issuer: issuer.text() };
}

/**
 * Where a cluster is of which nothing was described: in the account of most roles that its ServiceAccounts name, behind the issuer that the trust
 * policies of most of these name.
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

/** Files without namespaces tell of them by what is in them. */
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

/** The name of the cluster of an `aws eks describe-cluster`. @throws ExportError */
export function clusterNameOf(described: Exported): string {
  return described.at('name').text();
}

/** Whether a value has the look of a Kubernetes object or list. */
export function isKubernetes({ value }: Exported): boolean {
  return isJsonObject(value) && 'apiVersion' in value && 'kind' in value;
}
