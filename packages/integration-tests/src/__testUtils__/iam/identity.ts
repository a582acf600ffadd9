import {
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
} from '@kubernetes/client-node';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Account, Cluster, Sandbox } from '@backstage-irsa/sandbox';
import { startTestHost, type TestHost } from '../host';
import {
  manifestFile,
  policyFile,
  PROD,
  STAGING,
  VALUES,
  type Manifest,
} from './files';
import {
  actionsOf,
  holderOf,
  statementsOf,
  type Permission,
} from './permissions';

/** The access key of the backend's IAM user. */
export const KEYS = {
  accessKeyId: 'AKIABACKSTAGE0000001',
  secretAccessKey: 'backstage-secret-of-this-test',
};

/** The files that every installation needs. */
export const BASE = [
  'cluster-role.yaml',
  'iam-policy.limits.json',
  'iam-policy.read.json',
  'iam-policy.token-requester.json',
  'iam-policy.write.json',
  'namespace-role.yaml',
  'token-requester-role.yaml',
];

const isPolicy = (file: string) => file.endsWith('.json');

/** Adds the backend's IAM user with only these policies. */
function addUser(sandbox: Sandbox, policies: Map<string, PolicyDocument>) {
  sandbox.world.accounts.get(PROD)!.users.set('backstage', {
    arn: `arn:aws:iam::${PROD}:user/backstage`,
    id: 'AIDABACKSTAGE0000001',
    name: 'backstage',
    path: '/',
    createdAt: new Date(),
    accessKeys: [{ id: KEYS.accessKeyId, secret: KEYS.secretAccessKey }],
    attachedPolicyArns: [],
    inlinePolicies: policies,
  });
}

/** The external ID of the roles that the backend assumes. */
const EXTERNAL_ID = 'backstage-of-this-test';

/** Adds a role that the backend can assume, with the policies in these files. */
function addRoleOfBackend(
  { id: accountId, roles }: Account,
  arn: string,
  files: string[],
): void {
  const [model] = roles.values();
  const name = arn.split('/').pop()!;
  roles.set(name, {
    ...model,
    arn,
    name,
    path: '/',
    id: 'AROABACKSTAGE00000001',
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${PROD}:user/backstage` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
        },
      ],
    }),
    attachedPolicyArns: [],
    inlinePolicies: new Map(
      files.map(file => [file, JSON.stringify(policyFile(file, accountId))]),
    ),
    tags: [],
  });
}

/** Adds the role in the other account. */
function addOtherRole({ world, awsEndpoint }: Sandbox, files: string[]) {
  addRoleOfBackend(world.accounts.get(STAGING)!, VALUES.OTHER_ROLE_ARN, files);
  // Backstage assumes roles with the SDK's own client.
  process.env.AWS_ENDPOINT_URL_STS = awsEndpoint;
}

/** Returns the backend's own keys, and the role in the other account if it needs one. */
const awsOf = (others: string[]) => ({
  accounts: [
    { accountId: PROD, ...KEYS },
    ...(others.length > 0
      ? [
          {
            accountId: STAGING,
            ...KEYS,
            roleName: VALUES.OTHER_ROLE_ARN.split('/').pop()!,
            externalId: EXTERNAL_ID,
          },
        ]
      : []),
  ],
});

function administratorOf(kubeconfig: string): KubeConfig {
  const admin = new KubeConfig();
  admin.loadFromFile(kubeconfig);
  return admin;
}

async function applyManifests(
  kubeconfig: string,
  objects: Manifest[],
): Promise<void> {
  const admin = administratorOf(kubeconfig);
  await admin
    .makeApiClient(CoreV1Api)
    .createNamespace({ body: { metadata: { name: 'backstage' } } });
  const api = KubernetesObjectApi.makeApiClient(admin);
  for (const object of objects) await api.create(object);
}

async function tokenOf(kubeconfig: string, name: string): Promise<string> {
  const core = administratorOf(kubeconfig).makeApiClient(CoreV1Api);
  const { status } = await core.createNamespacedServiceAccountToken({
    name,
    namespace: 'backstage',
    body: {
      spec: {
        audiences: ['https://kubernetes.default.svc'],
        expirationSeconds: 3600,
      },
    },
  });
  return status?.token ?? '';
}

/** Adds the role that requests tokens, with an access entry in `prod-eu` and no AWS permissions. */
function tokenRequesterOf(sandbox: Sandbox): JsonObject {
  const roleArn = VALUES.TOKEN_REQUESTER_ROLE_ARN;
  addRoleOfBackend(sandbox.world.accounts.get(PROD)!, roleArn, []);
  const { accessEntries } = sandbox.world.clusters.get('prod-eu')!;
  const [model] = accessEntries.values();
  accessEntries.set(roleArn, {
    ...model,
    username: roleArn,
    groups: ['backstage-irsa-token-requester'],
  });
  return { type: 'eks', roleArn, externalId: EXTERNAL_ID };
}

/** Returns the configuration of `prod-eu` with the manifests' ServiceAccounts. API servers outside the sandbox do not support access entries. */
async function clusterOf(
  sandbox: Sandbox,
  kubeconfig: string,
  files: string[],
  isGenuine: boolean,
): Promise<JsonObject> {
  const { endpoint: url, certificateAuthority } =
    sandbox.world.clusters.get('prod-eu')!;
  const caData = Buffer.from(certificateAuthority).toString('base64');
  const access = { type: 'service-account-token', url, caData };
  return {
    name: 'prod-eu',
    accountId: PROD,
    region: 'eu-west-1',
    access: { ...access, token: await tokenOf(kubeconfig, 'backstage-irsa') },
    ...(files.includes('token-requester-role.yaml') && {
      tokenRequestAccess: isGenuine
        ? {
            ...access,
            token: await tokenOf(kubeconfig, 'backstage-irsa-token-requester'),
          }
        : tokenRequesterOf(sandbox),
    }),
  };
}

/**
 * Starts the backend with only the permissions in these files, and those of `others` in the other account. `documents` replace the policies with the
 * same names.
 */
export async function startWith(
  files: string[] = BASE,
  options: {
    documents?: Record<string, PolicyDocument>;
    entities?: () => Entity[];
    features?: BackendFeature[];
    irsa?: JsonObject;
    others?: string[];
    /** The role that the backend assumes in accounts without their own section. */
    roleName?: string;
    /** Replaces the API server of `prod-eu`. Returns the path of its administrator's kubeconfig. */
    replaceApiServer?: (cluster: Cluster) => Promise<string>;
  } = {},
): Promise<TestHost> {
  const { documents = {}, entities, features, irsa, others = [] } = options;
  return startTestHost({
    entities,
    features,
    aws: awsOf(others),
    serviceAccountRole: options.roleName,
    irsa: async (sandbox, ownKubeconfig) => {
      const kubeconfig =
        (await options.replaceApiServer?.(
          sandbox.world.clusters.get('prod-eu')!,
        )) ?? ownKubeconfig;
      const names = [
        ...new Set([...files.filter(isPolicy), ...Object.keys(documents)]),
      ];
      addUser(
        sandbox,
        new Map(names.map(n => [n, documents[n] ?? policyFile(n)])),
      );
      if (others.length > 0) addOtherRole(sandbox, others);
      const manifests = files.filter(file => !isPolicy(file));
      await applyManifests(kubeconfig, manifests.flatMap(manifestFile));
      return {
        clusters: [
          await clusterOf(
            sandbox,
            kubeconfig,
            files,
            options.replaceApiServer !== undefined,
          ),
        ],
        provisioning: { createNamespaces: false, createOidcProviders: false },
        ...irsa,
      };
    },
  });
}

/** Returns a policy without an action, in one of its statements or in all. */
export function withoutAction(
  document: PolicyDocument,
  action: string,
  sid?: string,
): PolicyDocument {
  const fewer = statementsOf(document).map(statement => ({
    ...statement,
    Action: actionsOf(statement).filter(
      name => name !== action || (sid !== undefined && statement.Sid !== sid),
    ),
  }));
  return {
    ...document,
    Statement: fewer.filter(({ Action }) => Action.length > 0),
  };
}

/** Returns a Kubernetes role without one verb on a resource. */
function withoutVerb(object: Manifest, permission: string): Manifest {
  const [verb, resource] = permission.split(' ');
  const rules = (object.rules ?? []).flatMap(rule => [
    { ...rule, resources: rule.resources?.filter(r => r !== resource) },
    {
      ...rule,
      resources: rule.resources?.filter(r => r === resource),
      verbs: rule.verbs.filter(v => v !== verb),
    },
  ]);
  return {
    ...object,
    rules: rules.filter(rule => rule.resources?.length && rule.verbs.length),
  };
}

async function withoutAwsPermission<T>(
  { sandbox }: TestHost,
  { name, file, holder }: Permission,
  act: () => Promise<T>,
): Promise<T> {
  const { inlinePolicies } = sandbox.world.accounts
    .get(PROD)!
    .users.get('backstage')!;
  const full = inlinePolicies.get(file)!;
  inlinePolicies.set(file, withoutAction(full, name, holder));
  try {
    return await act();
  } finally {
    inlinePolicies.set(file, full);
  }
}

async function withoutClusterPermission<T>(
  { kubeconfig }: TestHost,
  { name, file, holder }: Permission,
  act: () => Promise<T>,
): Promise<T> {
  const api = KubernetesObjectApi.makeApiClient(administratorOf(kubeconfig));
  const role = manifestFile(file).find(object => holderOf(object) === holder)!;
  await api.replace(withoutVerb(role, name));
  try {
    return await act();
  } finally {
    await api.replace(role);
  }
}

async function withoutOtherPermission<T>(
  { sandbox }: TestHost,
  { name, file, holder }: Permission,
  act: () => Promise<T>,
): Promise<T> {
  const { inlinePolicies } = sandbox.world.accounts
    .get(STAGING)!
    .roles.get('backstage-irsa')!;
  const full = inlinePolicies.get(file)!;
  inlinePolicies.set(
    file,
    JSON.stringify(withoutAction(JSON.parse(full), name, holder)),
  );
  try {
    return await act();
  } finally {
    inlinePolicies.set(file, full);
  }
}

/** Removes one permission from the backend while `act` runs. */
export function without<T>(
  host: TestHost,
  permission: Permission,
  act: () => Promise<T>,
): Promise<T> {
  if (permission.account !== PROD)
    return withoutOtherPermission(host, permission, act);
  return isPolicy(permission.file)
    ? withoutAwsPermission(host, permission, act)
    : withoutClusterPermission(host, permission, act);
}
