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

/** A token of a ServiceAccount in the namespace of Backstage, as an administrator gets it. */
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

/** The credentials of the session that a token gives. */
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

/** Does what the page says, but for what runs: by its commands in AWS, and with the permissions of the overlay in `prod-eu`, whose administrator it answers. */
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
      commandsUnder('3. Let it into the cluster'),
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

/** The role that Backstage runs as. */
export function ownRoleOf({ world }: Sandbox): IamRole {
  return world.accounts.get(PROD)!.roles.get(BACKEND)!;
}

/** The policies that are attached to it, by name. */
export function policiesOf(sandbox: Sandbox): Map<string, PolicyDocument> {
  const { policies } = sandbox.world.accounts.get(PROD)!;
  const attached = ownRoleOf(sandbox).attachedPolicyArns.map(arn => {
    const { name, versions } = policies.get(arn)!;
    // They have one version.
    return [name, JSON.parse(versions[0].document)] as const;
  });
  return new Map(attached);
}
