// Reads the objects in the sandbox through AWS and Kubernetes clients, independent of the records of the irsa plugin.
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { readExports, sandboxDir } from '../../../../scripts/lib/services.mjs';

const require = createRequire(
  inRoot('plugins', 'irsa-backend', 'package.json'),
);
const {
  EKSClient,
  ListPodIdentityAssociationsCommand,
} = require('@aws-sdk/client-eks');
const {
  IAMClient,
  ListPoliciesCommand,
  ListRolesCommand,
} = require('@aws-sdk/client-iam');
const { CoreV1Api, KubeConfig } = require('@kubernetes/client-node');

/** The value of `irsa.rolePath` in the configuration of the host. */
const PathPrefix = '/irsa/';
const ACCOUNTS = [
  { env: 'aws.env', cluster: 'prod-eu' },
  { env: 'aws-staging.env', cluster: 'staging-eu' },
];

async function all(page, itemsOf) {
  const items = [];
  let Marker;
  do {
    const answer = await page(Marker);
    items.push(...itemsOf(answer));
    Marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (Marker);
  return items;
}

function clientsOf(env) {
  const keys = readExports(path.join(sandboxDir(), env));
  const options = {
    endpoint: keys.AWS_ENDPOINT_URL,
    region: keys.AWS_REGION,
    credentials: {
      accessKeyId: keys.AWS_ACCESS_KEY_ID,
      secretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
    },
  };
  return { iam: new IAMClient(options), eks: new EKSClient(options) };
}

async function associations(eks, clusterName) {
  const refs = [];
  let nextToken;
  do {
    const page = await eks.send(
      new ListPodIdentityAssociationsCommand({ clusterName, nextToken }),
    );
    refs.push(
      ...page.associations.map(
        ({ namespace, serviceAccount }) =>
          `${clusterName}/${namespace}/${serviceAccount} pod-identity-association`,
      ),
    );
    nextToken = page.nextToken;
  } while (nextToken);
  return refs;
}

async function serviceAccounts(cluster) {
  const config = new KubeConfig();
  config.loadFromFile(path.join(sandboxDir(), 'kubeconfig'));
  config.setCurrentContext(cluster);
  const { items } = await config
    .makeApiClient(CoreV1Api)
    .listServiceAccountForAllNamespaces({
      labelSelector: 'backstage-irsa.dev/managed-by',
    });
  return items.map(
    ({ metadata }) => `${cluster}/${metadata.namespace}/${metadata.name}`,
  );
}

/** Returns roles and policies under the path, associations, and ServiceAccounts with the label of Backstage, with the names that records use. */
export async function presentObjects() {
  const found = new Set();
  for (const { env, cluster } of ACCOUNTS) {
    const { iam, eks } = clientsOf(env);
    const roles = await all(
      Marker => iam.send(new ListRolesCommand({ PathPrefix, Marker })),
      ({ Roles }) => Roles,
    );
    const policies = await all(
      Marker =>
        iam.send(
          new ListPoliciesCommand({ PathPrefix, Scope: 'Local', Marker }),
        ),
      ({ Policies }) => Policies,
    );
    const names = [
      ...[...roles, ...policies].map(({ Arn }) => Arn),
      ...(await associations(eks, cluster)),
      ...(await serviceAccounts(cluster)),
    ];
    for (const name of names) found.add(name);
  }
  return found;
}
