import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
} from '@kubernetes/client-node';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { IamRole, Sandbox } from '@backstage-irsa/sandbox';
import { PROD, STAGING } from '../iam/files';
import { BACKEND, NAMESPACE, ofKind, overlay, ROLE } from './overlay';
import { commandsUnder, runAs } from './page';

/** Returns a token of a ServiceAccount in Backstage's namespace, as an administrator would get it. */
export async function tokenOf(
  config: KubeConfig,
  name: string,
  audience = 'sts.amazonaws.com',
): Promise<string> {
  const { status } = await config
    .makeApiClient(CoreV1Api)
    .createNamespacedServiceAccountToken({
      name,
      namespace: NAMESPACE,
      body: { spec: { audiences: [audience], expirationSeconds: 3600 } },
    });
  return status?.token ?? '';
}

/** Returns the session credentials for a token. */
export async function assume(sandbox: Sandbox, token: string) {
  const sts = new STSClient({
    endpoint: sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: ROLE,
      RoleSessionName: 'backstage',
      WebIdentityToken: token,
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}

/**
 * Follows the deployment page except for workloads: runs its AWS commands, and applies the overlay's permissions in `prod-eu`. Returns the kubeconfig
 * of that cluster's administrator.
 */
export async function deploy(
  sandbox: Sandbox,
  kubeconfig: string,
  externalId: string,
): Promise<KubeConfig> {
  const administrator = (account: string) =>
    sandbox.administrators.get(account)!;
  await runAs(
    administrator(PROD),
    sandbox,
    [
      commandsUnder('2. Give Backstage its AWS identity'),
      commandsUnder('3. Give Backstage access to the cluster'),
    ].join('\n'),
  );
  const [make, attach] = commandsUnder('Further accounts and clusters')
    .replace('IRSA_EXTERNAL_ID=…', `IRSA_EXTERNAL_ID=${externalId}`)
    .split('\n\n');
  await runAs(administrator(STAGING), sandbox, `${make}\n${attach}`);

  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const api = KubernetesObjectApi.makeApiClient(config);
  const objects = overlay('eks');
  const permissions = [
    'Namespace',
    'ServiceAccount',
    ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  ];
  for (const kind of permissions) {
    for (const object of ofKind(objects, kind)) await api.create(object);
  }
  return config;
}

/** Returns the role that Backstage runs as. */
export function ownRoleOf({ world }: Sandbox): IamRole {
  return world.accounts.get(PROD)!.roles.get(BACKEND)!;
}

/** Returns the policies attached to that role, by name. */
export function policiesOf(sandbox: Sandbox): Map<string, PolicyDocument> {
  const { policies } = sandbox.world.accounts.get(PROD)!;
  const attached = ownRoleOf(sandbox).attachedPolicyArns.map(arn => {
    const { name, versions } = policies.get(arn)!;
    // The policies have one version.
    return [name, JSON.parse(versions[0].document)] as const;
  });
  return new Map(attached);
}
