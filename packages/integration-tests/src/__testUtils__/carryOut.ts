import {
  CreatePodIdentityAssociationCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { EKS_ANNOTATIONS, tagList } from '@backstage-irsa/core/model';
import { coreOf } from './coreOf';
import type { TestHost } from './host';
import type { ReadSpec } from './delivery';

const PROD = '111122223333';

/** How a tool creates the resources that its files do not spell out. */
export interface Habits {
  /** The trust policy for the cluster's OIDC provider, for a tool that writes trust policies itself. */
  trust: object;
  /** Whether permissions become a managed policy with the role's name and path. */
  managedPolicy: boolean;
}

/** Creates in the sandbox the resources that files describe, as the tool that reads them would. */
export async function carryOut(
  host: TestHost,
  { role, permissions, policyTags, serviceAccount, association }: ReadSpec,
  habits: Habits,
): Promise<string> {
  const keys = host.sandbox.administrators.get(PROD)!;
  const options = {
    endpoint: host.sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: keys,
  };
  const iam = new IAMClient(options);
  const Tags = tagList(role.tags);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: role.name,
      Path: role.path ?? '/',
      AssumeRolePolicyDocument: JSON.stringify(role.trust ?? habits.trust),
      MaxSessionDuration: role.maxSessionDurationSeconds,
      PermissionsBoundary: role.boundaryArn,
      Tags,
    }),
  );
  const [PolicyDocument] = permissions.map(one => JSON.stringify(one));
  if (habits.managedPolicy) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: role.name,
        Path: role.path,
        PolicyDocument,
        ...(policyTags && { Tags: tagList(policyTags) }),
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: role.name,
        PolicyArn: Policy?.Arn,
      }),
    );
  } else {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: role.name,
        PolicyName: 'eksctl-Policy1',
        PolicyDocument,
      }),
    );
  }
  iam.destroy();
  const roleArn = Role?.Arn ?? '';
  if (association) {
    const {
      cluster: clusterName,
      region,
      sessionPolicy,
      ...rest
    } = association;
    const eks = new EKSClient({ ...options, ...(region && { region }) });
    await eks.send(
      new CreatePodIdentityAssociationCommand({
        ...rest,
        clusterName,
        // Some files name the role by reference.
        roleArn,
        policy: sessionPolicy && JSON.stringify(sessionPolicy),
      }),
    );
    eks.destroy();
  }
  const { namespace, name, annotations, labels } = serviceAccount;
  await coreOf(host.kubeconfig).createNamespacedServiceAccount({
    namespace,
    body: {
      metadata: {
        name,
        labels,
        annotations: {
          ...(!association && { [EKS_ANNOTATIONS.roleArn]: roleArn }),
          ...annotations,
        },
      },
    },
  });
  return roleArn;
}
