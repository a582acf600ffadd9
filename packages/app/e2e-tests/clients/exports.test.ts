import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { client, exportsIn, json } from './tools';

const ROOT = path.resolve(__dirname, '..', '..', '..', '..');
const ISSUER =
  'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789';
const ACCOUNT = '123456789012';
const OTHER_ACCOUNT = '210987654321';
const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;

const assume = (principal: object, more: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const webIdentity = (condition: object, federated = provider) => ({
  Effect: 'Allow',
  Principal: { Federated: federated },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: condition,
});

/** Trust policies of different kinds, by role name. */
const ROLES: Record<string, object> = {
  irsa: webIdentity({
    StringEquals: {
      [`${ISSUER}:sub`]: 'system:serviceaccount:shop:orders',
      [`${ISSUER}:aud`]: 'sts.amazonaws.com',
    },
  }),
  'irsa-wildcard': webIdentity({
    StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:*' },
  }),
  'pod-identity': assume(
    { Service: 'pods.eks.amazonaws.com' },
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
  ),
  node: assume({ Service: 'ec2.amazonaws.com' }),
  bastion: assume({ Service: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] }),
  function: assume({ Service: 'lambda.amazonaws.com' }),
  task: assume({ Service: 'ecs-tasks.amazonaws.com' }),
  'cross-account': assume({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }),
  partner: assume(
    { AWS: OTHER_ACCOUNT },
    { Condition: { StringEquals: { 'sts:ExternalId': 'partner' } } },
  ),
  saml: {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` },
    Action: 'sts:AssumeRoleWithSAML',
    Condition: {
      StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    },
  },
  github: webIdentity(
    {
      StringLike: {
        'token.actions.githubusercontent.com:sub': 'repo:example/shop:*',
      },
    },
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
  ),
  AWSServiceRoleForAmazonEKS: assume({ Service: 'eks.amazonaws.com' }),
};

const document = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const allow = (action: string) =>
  document({ Effect: 'Allow', Action: action, Resource: '*' });

const children: ChildProcess[] = [];
let directory: string;

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test.beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'exports-'));
});

test.afterAll(() => {
  children.forEach(child => child.kill());
  rmSync(directory, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

/** Starts a program and waits until it has printed the text. */
function start(
  command: string,
  args: string[],
  env: Record<string, string>,
  until: string,
): Promise<void> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  children.push(child);
  let printed = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes(until)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(printed)));
  });
}

/** Starts a separate sandbox, and returns functions to call it. */
async function startSandbox(name: string, ...args: string[]) {
  const folder = path.join(directory, name);
  await start(
    process.execPath,
    [
      path.join('packages', 'sandbox', 'bin', 'sandbox.js'),
      ...['--directory', folder, '--aws-port', '0', '--cluster-ports', '0,0'],
      ...args,
    ],
    {},
    'Sandbox ready',
  );
  const env = exportsIn(path.join(folder, 'aws.env'));
  return {
    aws: (...call: string[]) => client('aws', call, env),
    kubectl: (cluster: string, ...call: string[]) =>
      client('kubectl', ['--context', cluster, ...call], {
        KUBECONFIG: path.join(folder, 'kubeconfig'),
      }),
  };
}

/** Writes the output of a client to a file. */
function save(name: string, printed: object): string {
  const file = path.join(directory, name);
  writeFileSync(file, JSON.stringify(printed));
  return file;
}

type Json = Record<string, any>;

const byName = (key: string) => (a: Json, b: Json) => a[key] < b[key] ? -1 : 1;
/** AWS returns whole seconds. */
const seconds = (time: string) => new Date(time).toISOString().slice(0, 19);

/** Returns the properties of roles that the import must keep. */
const rolesOf = ({ RoleDetailList }: Json) =>
  RoleDetailList.map((role: Json) => ({
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: role.Arn,
    CreateDate: seconds(role.CreateDate),
    AssumeRolePolicyDocument: role.AssumeRolePolicyDocument,
    RolePolicyList: role.RolePolicyList.sort(byName('PolicyName')),
    AttachedManagedPolicies: role.AttachedManagedPolicies.sort(
      byName('PolicyArn'),
    ),
    Tags: role.Tags.sort(byName('Key')),
    // moto lists every profile under each role.
    InstanceProfiles: role.InstanceProfileList.filter((profile: Json) =>
      profile.Roles.some(({ Arn }: Json) => Arn === role.Arn),
    ).map((profile: Json) => [profile.Arn, profile.InstanceProfileId]),
    PermissionsBoundary: role.PermissionsBoundary,
  })).sort(byName('RoleName'));

/** Returns the same for policies that roles use and policies of the account. AWS lists only these, moto lists all. */
const policiesOf = ({ RoleDetailList, Policies }: Json) => {
  const used = RoleDetailList.flatMap((role: Json) =>
    role.AttachedManagedPolicies.map(({ PolicyArn }: Json) => PolicyArn),
  );
  return Policies.filter(
    ({ Arn }: Json) => used.includes(Arn) || Arn.includes(ACCOUNT),
  )
    .map((policy: Json) => ({
      Arn: policy.Arn,
      PolicyName: policy.PolicyName,
      PolicyId: policy.PolicyId,
      Path: policy.Path,
      DefaultVersionId: policy.DefaultVersionId,
      CreateDate: seconds(policy.CreateDate),
      PolicyVersionList: policy.PolicyVersionList.map((version: Json) => ({
        ...version,
        CreateDate: seconds(version.CreateDate),
      })).sort(byName('VersionId')),
    }))
    .sort(byName('Arn'));
};

test('an account exported from moto with the AWS CLI is imported unchanged', async () => {
  const port = await freePort();
  await start(
    '/usr/bin/python3',
    ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    'Running on',
  );
  const iam = async (...args: string[]) => {
    const run = await client('aws', ['iam', ...args], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-1',
    });
    expect(run.code, run.stderr).toBe(0);
    return run;
  };
  await iam(
    ...['create-open-id-connect-provider', '--url', `https://${ISSUER}`],
    ...['--client-id-list', 'sts.amazonaws.com', 'vault'],
    ...['--thumbprint-list', '9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
  );
  for (const [name, trust] of Object.entries(ROLES)) {
    await iam(
      ...['create-role', '--role-name', name],
      ...['--assume-role-policy-document', document(trust)],
      ...(name.startsWith('AWSServiceRole')
        ? ['--path', '/aws-service-role/eks.amazonaws.com/']
        : ['--tags', 'Key=team,Value=shop', `Key=kind,Value=${name}`]),
    );
  }
  const own = `arn:aws:iam::${ACCOUNT}:policy/teams/own`;
  await iam(
    ...['create-policy', '--policy-name', 'own', '--path', '/teams/'],
    ...['--policy-document', allow('s3:GetObject')],
  );
  await iam(
    ...['create-policy-version', '--policy-arn', own, '--set-as-default'],
    ...['--policy-document', allow('s3:*')],
  );
  const attached = [
    ['irsa', own],
    ['irsa', 'arn:aws:iam::aws:policy/AmazonSQSFullAccess'],
    ['irsa-wildcard', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['node', 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy'],
    ['node', 'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'],
    [
      'function',
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    ],
  ];
  for (const [role, arn] of attached) {
    await iam('attach-role-policy', '--role-name', role, '--policy-arn', arn);
  }
  await iam(
    ...['put-role-policy', '--role-name', 'irsa', '--policy-name', 'inline'],
    ...['--policy-document', allow('sqs:SendMessage')],
  );
  await iam('create-instance-profile', '--instance-profile-name', 'nodes');
  await iam(
    ...['add-role-to-instance-profile', '--instance-profile-name', 'nodes'],
    ...['--role-name', 'node'],
  );

  const before = json(await iam('get-account-authorization-details'));
  const providers = json(await iam('list-open-id-connect-providers'));
  const detail = json(
    await iam(
      ...['get-open-id-connect-provider'],
      ...['--open-id-connect-provider-arn', provider],
    ),
  );
  expect(before.RoleDetailList).toHaveLength(Object.keys(ROLES).length);
  const sandbox = await startSandbox(
    'from-moto',
    ...['--aws-export', save('details.json', before)],
    ...['--aws-export', save('providers.json', providers)],
    ...['--aws-export', save('provider.json', detail)],
  );
  const after = json(
    await sandbox.aws('iam', 'get-account-authorization-details'),
  );
  expect(rolesOf(after)).toEqual(rolesOf(before));
  expect(policiesOf(after)).toEqual(policiesOf(before));
  expect(
    json(
      await sandbox.aws(
        ...['iam', 'get-open-id-connect-provider'],
        ...['--open-id-connect-provider-arn', provider],
      ),
    ),
  ).toMatchObject({
    Url: detail.Url,
    ClientIDList: expect.arrayContaining(['sts.amazonaws.com', 'vault']),
    ThumbprintList: detail.ThumbprintList,
  });
});

const KINDS =
  'namespaces,nodes,serviceaccounts,pods,deployments,replicasets,daemonsets,configmaps,roles,rolebindings,clusterroles,clusterrolebindings,mutatingwebhookconfigurations';

test('a cluster exported with kubectl is imported unchanged, and its tokens are accepted', async () => {
  const from = await startSandbox('from-company');
  const details = json(
    await from.aws('iam', 'get-account-authorization-details'),
  );
  const described = json(
    await from.aws('eks', 'describe-cluster', '--name', 'prod-eu'),
  );
  const get = (kinds: string) => [
    ...['get', kinds, '-A', '-o', 'json', '--show-managed-fields'],
  ];
  const objects = json(await from.kubectl('prod-eu', ...get(KINDS)));
  expect(objects.items.length).toBeGreaterThan(100);

  const to = await startSandbox(
    'to',
    ...['--aws-export', save('company.json', details)],
    ...['--aws-export', save('prod-eu.json', described)],
    ...['--kube-export', `prod-eu=${save('objects.json', objects)}`],
  );
  // Kinds without objects look as if they were not exported, and cannot be read.
  const kinds = new Set(objects.items.map(({ kind }: Json) => kind));
  const loaded = json(
    await to.kubectl('prod-eu', ...get([...kinds].join(','))),
  );
  const key = ({ kind, metadata }: Json) =>
    `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
  const keyed = ({ items }: Json) =>
    Object.fromEntries(items.map((item: Json) => [key(item), item]));
  // The webhook has the certificate authority of its own sandbox, which exports do not replace.
  const webhook = 'MutatingWebhookConfiguration//pod-identity-webhook';
  const { webhooks, ...rest } = keyed(loaded)[webhook];
  const [{ clientConfig, ...settings }] = webhooks;
  const before = keyed(objects);
  const [expected] = before[webhook].webhooks;
  expect({
    ...keyed(loaded),
    [webhook]: {
      ...rest,
      webhooks: [{ ...settings, clientConfig: expected.clientConfig }],
    },
  }).toEqual(before);
  expect(clientConfig.caBundle).not.toBe(expected.clientConfig.caBundle);

  const again = json(await to.aws('iam', 'get-account-authorization-details'));
  expect(rolesOf(again)).toEqual(rolesOf(details));

  const token = await to.kubectl(
    'prod-eu',
    ...['create', 'token', 'orders-api', '-n', 'production'],
    ...['--audience', 'sts.amazonaws.com'],
  );
  const account = loaded.items.find(
    (item: Json) => key(item) === 'ServiceAccount/production/orders-api',
  );
  const assumed = await to.aws(
    ...['sts', 'assume-role-with-web-identity', '--role-session-name', 'test'],
    ...[
      '--role-arn',
      account.metadata.annotations['eks.amazonaws.com/role-arn'],
    ],
    ...['--web-identity-token', token.stdout.trim()],
  );
  expect(assumed.code, assumed.stderr).toBe(0);
});
