// Reads a fleet without bulk calls: role by role and ServiceAccount by ServiceAccount, 8 in parallel. Evaluates and stores nothing. Reads the data
// of the sandbox as JSON from standard input, and prints the measurements as JSON. Runs with the pinned Node.
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

const require = createRequire(
  inRoot('plugins', 'irsa-backend', 'package.json'),
);
const eksSdk = require('@aws-sdk/client-eks');
const iamSdk = require('@aws-sdk/client-iam');
const { CoreV1Api, KubeConfig } = require('@kubernetes/client-node');

const AT_ONCE = 8;

async function inParallel(items, work) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function all(read, itemsOf) {
  const items = [];
  let marker;
  do {
    const page = await read(marker);
    items.push(...itemsOf(page));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker);
  return items;
}

async function readRole(send, RoleName) {
  const of = async (name, input) => send(new iamSdk[name](input));
  await of('GetRoleCommand', { RoleName });
  const attached = await of('ListAttachedRolePoliciesCommand', { RoleName });
  for (const { PolicyArn } of attached.AttachedPolicies ?? []) {
    const { Policy } = await of('GetPolicyCommand', { PolicyArn });
    const VersionId = Policy?.DefaultVersionId;
    await of('GetPolicyVersionCommand', { PolicyArn, VersionId });
  }
  const inline = await of('ListRolePoliciesCommand', { RoleName });
  for (const PolicyName of inline.PolicyNames ?? []) {
    await of('GetRolePolicyCommand', { RoleName, PolicyName });
  }
}

/** Reads the EKS Pod Identity associations of a cluster one by one, because the list does not contain their roles. */
async function readAssociations(send, clusterName) {
  const ids = [];
  let nextToken;
  do {
    const page = await send(
      new eksSdk.ListPodIdentityAssociationsCommand({ clusterName, nextToken }),
    );
    ids.push(...page.associations.map(({ associationId }) => associationId));
    nextToken = page.nextToken;
  } while (nextToken);
  await inParallel(ids, associationId =>
    send(
      new eksSdk.DescribePodIdentityAssociationCommand({
        clusterName,
        associationId,
      }),
    ),
  );
}

/** Reads every role that trusts an EKS issuer or EKS Pod Identity, and every annotated ServiceAccount with its pods. Counts the calls. */
async function readOneByOne({ endpoint, accounts, kubeconfig, clusters }) {
  const calls = { aws: 0, kubernetes: 0 };
  const start = performance.now();
  const counted = client => command => {
    calls.aws += 1;
    return client.send(command);
  };
  for (const { accountId, region, keys } of accounts) {
    const options = {
      endpoint,
      region,
      credentials: {
        accessKeyId: keys.AWS_ACCESS_KEY_ID,
        secretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
      },
    };
    const send = counted(new iamSdk.IAMClient(options));
    const roles = await all(
      Marker => send(new iamSdk.ListRolesCommand({ Marker })),
      ({ Roles = [] }) => Roles,
    );
    const ours = roles.filter(({ AssumeRolePolicyDocument = '' }) =>
      /oidc\.eks|pods\.eks/.test(decodeURIComponent(AssumeRolePolicyDocument)),
    );
    await inParallel(ours, ({ RoleName }) => readRole(send, RoleName));
    for (const cluster of clusters) {
      if (cluster.accountId !== accountId) continue;
      const eks = new eksSdk.EKSClient({ ...options, region: cluster.region });
      await readAssociations(counted(eks), cluster.name);
    }
  }
  for (const { name } of clusters) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    config.setCurrentContext(name);
    const core = config.makeApiClient(CoreV1Api);
    const ask = async (method, input) => {
      calls.kubernetes += 1;
      return core[method](input);
    };
    const { items } = await ask('listServiceAccountForAllNamespaces', {});
    const annotated = items.filter(
      ({ metadata }) => metadata?.annotations?.['eks.amazonaws.com/role-arn'],
    );
    await inParallel(annotated, async ({ metadata }) => {
      const { namespace } = metadata;
      await ask('readNamespacedServiceAccount', {
        namespace,
        name: metadata.name,
      });
      await ask('listNamespacedPod', { namespace });
    });
  }
  return { seconds: (performance.now() - start) / 1000, ...calls };
}

process.stdout.write(
  `${JSON.stringify(await readOneByOne(await json(process.stdin)))}\n`,
);
