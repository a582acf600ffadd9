import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseAllDocuments } from 'yaml';
import { secretKey, uniqueId } from '../../aws/iam/ids';
import { KubeApi } from '../../kubernetes/api';
import type { ContextsOf } from '../../kubernetes/kubeconfig';
import type { KubeObject } from '../../kubernetes/objects';
import { resourceDefinitions } from '../../kubernetes/resources';
import {
  apiVersionOf,
  type ResourceDefinition,
} from '../../kubernetes/resources/definition';
import { namespaces } from '../../kubernetes/resources/namespaces';
import type { Account } from '../../state/account';
import type { Cluster } from '../../state/cluster';
import type { World } from '../../state/world';
import { fill } from './fill';

/** The name of the backend's IAM user in each account. */
export const BACKEND_USER = 'backstage';

/** The namespace of the backend's ServiceAccounts. */
const NAMESPACE = 'backstage';

/** The ServiceAccounts that the manifests create: one for the backend, and one for the identity that requests tokens. */
const BACKEND_ACCOUNTS = {
  backend: 'backstage-irsa',
  tokenRequester: 'backstage-irsa-token-requester',
};

/**
 * Creates identities for the backend in each account and cluster, with only the permissions in the files: IAM policies (`*.json`) and manifests
 * (`*.yaml`), whose placeholders are filled in.
 */
export function addBackend(world: World, files: string[]): void {
  const texts = files.map(file => ({
    name: basename(file),
    text: readFileSync(file, 'utf8'),
  }));
  const policies = texts.filter(({ name }) => name.endsWith('.json'));
  const manifests = texts.filter(({ name }) => name.endsWith('.yaml'));
  const at = world.now();
  for (const account of world.accounts.values()) {
    const documents = policies.map(
      ({ name, text }): [string, PolicyDocument] => [
        name,
        JSON.parse(fill(text, valuesOf(account.id))),
      ],
    );
    addUser(account, new Map(documents), at);
  }
  for (const cluster of world.clusters.values()) {
    applyManifests(
      cluster,
      manifests.map(({ text }) => fill(text, valuesOf(cluster.accountId))),
      at,
    );
    Object.values(BACKEND_ACCOUNTS).forEach(name => addToken(cluster, name));
  }
}

/** Returns the backend's contexts for a cluster: one with the cluster's name, and one for the identity that requests tokens. */
export const backendContexts: ContextsOf = ({ name }) => [
  { name, user: userOf(BACKEND_ACCOUNTS.backend) },
  {
    name: `${name}-token-requester`,
    user: userOf(BACKEND_ACCOUNTS.tokenRequester),
  },
];

function userOf(account: string): string {
  return `system:serviceaccount:${NAMESPACE}:${account}`;
}

function valuesOf(accountId: string): Record<string, string> {
  return {
    PARTITION: 'aws',
    ACCOUNT_ID: accountId,
    ROLE_PATH: '/irsa/',
    BOUNDARY_ARN: `arn:aws:iam::${accountId}:policy/platform/service-boundary`,
    MANAGED_POLICY_ARN: 'arn:aws:iam::*:policy/*',
    BACKEND_ROLE_ARN: `arn:aws:iam::${accountId}:role/backstage-irsa`,
    // Sandbox clusters can be in any region. For a real account, use its own region: see docs/reference/required-permissions.md.
    OIDC_ISSUER_HOST: 'oidc.eks.*.amazonaws.com',
    BACKSTAGE_NAMESPACE: NAMESPACE,
  };
}

function addUser(
  account: Account,
  inlinePolicies: Map<string, PolicyDocument>,
  createdAt: Date,
): void {
  account.users.set(BACKEND_USER, {
    arn: `arn:${account.partition}:iam::${account.id}:user/${BACKEND_USER}`,
    id: uniqueId('AIDA'),
    name: BACKEND_USER,
    path: '/',
    createdAt,
    accessKeys: [{ id: uniqueId('AKIA'), secret: secretKey() }],
    attachedPolicyArns: [],
    inlinePolicies,
  });
}

function applyManifests(cluster: Cluster, texts: string[], at: Date): void {
  const api = new KubeApi(cluster, () => at);
  const options = {
    writer: { manager: 'kubectl', operation: 'Update' },
  } as const;
  const put = (definition: ResourceDefinition, object: KubeObject) => {
    const { namespace = '', name } = object.metadata;
    const isThere = cluster.store.get(definition, namespace, name);
    api[isThere ? 'update' : 'create'](definition, object, options);
  };
  put(namespaces, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  for (const document of texts.flatMap(text => parseAllDocuments(text))) {
    const object: KubeObject = document.toJS();
    const definition = resourceDefinitions.find(
      known =>
        known.kind === object.kind && apiVersionOf(known) === object.apiVersion,
    );
    if (!definition) {
      throw new Error(`The sandbox's clusters do not support ${object.kind}.`);
    }
    put(definition, object);
  }
}

/** Adds a long-lived token of a ServiceAccount, as its owner would put it in a kubeconfig file. */
function addToken(cluster: Cluster, name: string): void {
  cluster.users.set(randomBytes(32).toString('base64url'), {
    name: userOf(name),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${NAMESPACE}`],
  });
}
