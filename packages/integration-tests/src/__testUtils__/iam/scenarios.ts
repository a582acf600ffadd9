import { setTimeout as sleep } from 'node:timers/promises';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import {
  EKS_ANNOTATIONS,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '@backstage-irsa/core/model';
import {
  addKey,
  addResource,
  type OidcProvider,
} from '@backstage-irsa/sandbox';
import { PROD, BOUNDARY, MANAGED } from './files';
import { adopt, adoptAssociation } from './adoption';
import type { Stage } from './stage';

/** One use case of the product from start to end. */
export type Scenario = (stage: Stage) => Promise<void>;

const inline = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  ],
};
/** Every field of a spec except names and the permissions boundary. */
const FIELDS = {
  managedPolicyArns: [MANAGED],
  policyDocument: inline,
  tags: { team: 'uploads' },
  maxSessionDurationSeconds: 7200,
  tokenExpirationSeconds: 3600,
  stsRegionalEndpoints: false,
  accountId: PROD,
};
const bucket = (resource: string) => ({
  grants: [{ service: 's3', access: 'read', resource }],
});

async function create(stage: Stage): Promise<void> {
  const { serviceAccount } = await stage.put(stage.spec('create'));
  await stage.post('/plans', { spec: stage.spec('create') });
  await stage.verify(serviceAccount.id, true);
}

/** Makes more changes than IAM keeps policy versions. */
async function update(stage: Stage): Promise<void> {
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    await stage.put(stage.spec('update', bucket(`bucket-${name}`)));
  }
}

async function fields(stage: Stage): Promise<void> {
  await stage.put(stage.spec('fields', FIELDS));
  const other = { maxSessionDurationSeconds: 3600, tags: { team: 'other' } };
  await stage.put(stage.spec('fields', other));
  await stage.put(stage.spec('fields', { ...other, tags: {} }));
}

async function boundary(stage: Stage): Promise<void> {
  await stage.put(stage.spec('boundary'));
  const bounded = { permissionsBoundaryArn: BOUNDARY };
  const id = await stage.make(stage.spec('boundary', bounded));
  const role = await stage.roleOf(id);
  delete role.permissionsBoundaryArn;
  await stage.put(stage.spec('boundary', bounded));
  await stage.put(stage.spec('boundary'));
}

/** Returns the OIDC provider of the cluster. */
function providerOf({ account, host }: Stage): OidcProvider {
  const { issuer } = host.sandbox.world.clusters.get('prod-eu')!;
  return [...account.oidcProviders.values()].find(({ url }) =>
    issuer.endsWith(url),
  )!;
}

/** An audience of tokens in addition to the usual one. */
export const AUDIENCE = 'https://vault.example';

/** Adds an audience to an OIDC provider that the plugin created. */
async function audience(stage: Stage): Promise<void> {
  const ours = providerOf(stage);
  const { tags, clientIds } = ours;
  ours.tags = [{ key: MANAGED_BY_KEY, value: MANAGED_BY }];
  ours.clientIds = clientIds.filter(id => id !== AUDIENCE);
  try {
    await stage.put(stage.spec('audience', { audience: AUDIENCE }));
  } finally {
    ours.tags = tags;
  }
}

async function provider(stage: Stage): Promise<void> {
  const { oidcProviders } = stage.account;
  const lost = providerOf(stage);
  oidcProviders.delete(lost.arn);
  try {
    await stage.put(stage.spec('provider'));
  } finally {
    oidcProviders.set(lost.arn, lost);
  }
}

async function share(stage: Stage): Promise<void> {
  const roleName = `shared-${stage.turn}`;
  const first = await stage.make(stage.spec('share-one', { roleName }));
  await stage.put(stage.spec('share-two', { roleName }));
  await stage.remove(first);
}

/** Reconciles a role after someone changed it. */
async function drift(stage: Stage): Promise<void> {
  const id = await stage.make(stage.spec('drift'));
  const role = await stage.roleOf(id);
  role.trustPolicy = role.trustPolicy.replace(':production:', ':staging:');
  role.attachedPolicyArns = [];
  await stage.verify(id);
  const { spec } = await stage.get(`/service-accounts/${id}`);
  await stage.put(spec);
}

/** Deletes a role and policy that use all optional features. */
async function remove(stage: Stage): Promise<void> {
  await stage.put(stage.spec('delete', bucket('bucket-one')));
  const id = await stage.make(stage.spec('delete', FIELDS));
  await stage.remove(id);
}

async function rollBack(stage: Stage): Promise<void> {
  const { account, host } = stage;
  const limit = (Action: string) => ({
    name: 'limit',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action, Resource: '*' },
      ],
    }),
  });
  account.serviceControlPolicies = [[limit('iam:AttachRolePolicy')]];
  let operation;
  try {
    const spec = stage.spec('rollback');
    operation = await stage.ask(host.put(spec, { Prefer: 'respond-async' }));
    while (operation.status === 'running') {
      await sleep(50);
      operation = await stage.get(`/operations/${operation.id}`);
    }
  } finally {
    account.serviceControlPolicies = [];
  }
  await stage.post(`/operations/${operation.id}/rollbacks`, {});
}

async function ask(stage: Stage): Promise<void> {
  const id = await stage.make(stage.spec('ask'));
  const path = `/service-accounts/${id}`;
  const requests = [
    { action: 's3:PutObject', resource: 'arn:aws:s3:::orders-uploads/a' },
  ];
  await stage.post(`${path}/simulations`, { requests, useAwsSimulator: true });
  await stage.post(`${path}/last-accessed`, {});
  await stage.post(`${path}/diagnoses`, { text: 'AccessDenied' });
  await stage.get(`${path}/permissions`);
  await stage.get(`${path}/chain`);
}

/** Uses a bucket and resources of other services that are encrypted with a customer managed key. */
async function encryption(stage: Stage): Promise<void> {
  const { account, host } = stage;
  const name = `encrypted-${stage.turn}`;
  const region = 'eu-west-1';
  const createdAt = new Date();
  const { arn: keyId } = addKey(account, { region, createdAt });
  const place = { account, region, at: createdAt };
  for (const kind of [
    ...(['queue', 'topic', 'secret', 'table', 'stream'] as const),
    'state-machine' as const,
  ]) {
    addResource(host.sandbox.world, place, { kind, name, keyId });
  }
  host.sandbox.world.buckets.set(name, {
    ...{ name, region, createdAt, accountId: PROD, objects: new Map() },
    encryption: { algorithm: 'aws:kms', keyId, bucketKey: true },
  });
  const grants = [
    ...bucket(name).grants,
    { service: 'sqs', access: 'send', resource: name },
    { service: 'sns', access: 'publish', resource: name },
    { service: 'secretsmanager', access: 'read', resource: name },
    { service: 'dynamodb', access: 'read', resource: name },
    { service: 'kinesis', access: 'read', resource: name },
    { service: 'states', access: 'start', resource: name },
  ];
  const id = await stage.make(stage.spec('encryption', { grants }));
  await stage.verify(id);
}

/** Asks whether a role can access resources that have policies. */
async function askAboutResources(stage: Stage): Promise<void> {
  const { account, host } = stage;
  const name = `asked-${stage.turn}`;
  const place = { account, region: 'eu-west-1', at: new Date() };
  const add = (kind: 'queue' | 'topic' | 'secret' | 'table' | 'event-bus') =>
    addResource(host.sandbox.world, place, { kind, name }).arn;
  const at = (service: string, resource: string) =>
    `arn:aws:${service}:eu-west-1:${PROD}:${resource}`;
  // Denied requests are not reported as dependent on a key that could not be read, so the role needs these grants.
  const grants = [
    { service: 'secretsmanager', access: 'read', resource: name },
    { service: 'dynamodb', access: 'read', resource: name },
  ];
  const id = await stage.make(stage.spec('asked', { grants }));
  const asked = [
    { action: 'secretsmanager:GetSecretValue', resource: add('secret') },
    { action: 'dynamodb:GetItem', resource: add('table') },
    { action: 'events:PutEvents', resource: add('event-bus') },
    { action: 'ecr:BatchGetImage', resource: at('ecr', `repository/${name}`) },
    {
      action: 'lambda:InvokeFunction',
      resource: at('lambda', `function:${name}`),
    },
  ];
  await stage.post(`/service-accounts/${id}/simulations`, { requests: asked });
  const created = { region: 'eu-west-1', createdAt: place.at };
  const key = addKey(account, created);
  const { arn: resource } = key;
  const { Statement, ...document } = JSON.parse(key.policy);
  const forEverybody = {
    ...{ Effect: 'Allow', Principal: { AWS: '*' } },
    ...{ Action: 'kms:Encrypt', Resource: '*' },
  };
  key.policy = JSON.stringify({
    ...document,
    Statement: [...Statement, forEverybody],
  });
  host.sandbox.world.buckets.set(name, {
    ...{ ...created, name, accountId: PROD, objects: new Map() },
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
          Resource: `arn:aws:s3:::${name}/*`,
        },
      ],
    }),
  });
  await stage.post(`/service-accounts/${id}/simulations`, {
    requests: [
      { action: 'kms:Decrypt', resource },
      // The key allows it, so the answer depends on its state.
      { action: 'kms:Encrypt', resource },
      { action: 's3:GetObject', resource: `arn:aws:s3:::${name}/a` },
    ],
  });
}

async function lists(stage: Stage): Promise<void> {
  await stage.get('/clusters');
  await stage.post('/clusters/prod-eu/namespaces/refresh', {});
}

/** An EKS Pod Identity association replaces the annotation. */
async function association(stage: Stage): Promise<void> {
  const spec = stage.spec('association');
  const id = await stage.make(spec);
  const { arn: roleArn } = await stage.roleOf(id);
  const { podIdentityAssociations, arn } =
    stage.host.sandbox.world.clusters.get('prod-eu')!;
  const name = `a-${stage.turn.padEnd(17, '0')}`;
  podIdentityAssociations.set(name, {
    id: name,
    arn: arn.replace(/:cluster\/.*/, `:podidentityassociation/prod-eu/${name}`),
    namespace: spec.namespace,
    serviceAccount: spec.name,
    roleArn,
    disableSessionTags: false,
    createdAt: new Date(),
    modifiedAt: new Date(),
    tags: {},
  });
  const annotations = { [EKS_ANNOTATIONS.roleArn]: null };
  await stage.core().patchNamespacedServiceAccount(
    {
      namespace: spec.namespace,
      name: spec.name,
      body: { metadata: { annotations } },
    },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
  await stage.verify(id);
}

/** Creates an association, tags it, changes its role, and removes it. */
async function podIdentity(stage: Stage): Promise<void> {
  const spec = stage.spec('pod-identity', { mechanism: 'pod-identity' });
  await stage.put(spec);
  await stage.put({ ...spec, tags: { team: 'uploads' } });
  const moved = { ...spec, roleName: `pod-identity-moved-${stage.turn}` };
  const id = await stage.make(moved);
  await stage.remove(id);
}

/** Verifies a pod of the company that did not get its role. The catalog entity with {@link CLAIM} names its owner. */
async function uninjected(stage: Stage): Promise<void> {
  const { items } = await stage.post(
    '/entities/component/default/checkout/verifications',
    {},
  );
  await stage.verify(items[0].id);
}

/** Scans the account and the cluster. */
async function scan(stage: Stage): Promise<void> {
  for (const scope of [`account:${PROD}`, 'cluster:prod-eu']) {
    await stage.post(`/scopes/${scope}/scans`, {});
  }
  await stage.get('/scopes');
}

/** Discovers the existing clusters and accounts. */
export async function discover(stage: Stage): Promise<void> {
  await stage.post('/discovery', {});
}

/** The annotation value of the component `checkout`. */
export const CLAIM = 'prod-eu/shop/checkout';

/** The scenarios that together use every permission of a backend that creates no namespaces. */
export const SCENARIOS: Record<string, Scenario> = {
  create,
  update,
  fields,
  boundary,
  audience,
  provider,
  share,
  drift,
  remove,
  rollBack,
  adopt,
  ask,
  encryption,
  askAboutResources,
  lists,
  association,
  scan,
  discover,
  podIdentity,
  adoptAssociation,
  uninjected,
};

/** Creates an IAM service account in a namespace that does not exist yet. */
export async function newNamespace(stage: Stage): Promise<void> {
  const namespace = `made-${stage.turn}`;
  await stage.put(stage.spec('namespace', { namespace }));
  const change = { namespace, tokenExpirationSeconds: 3600 };
  const id = await stage.make(stage.spec('namespace', change));
  await stage.remove(id);
}
