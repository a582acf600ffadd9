import path from 'node:path';
import { expect } from '@playwright/test';
import {
  DeletePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import {
  DeleteOpenIDConnectProviderCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { readExports } from './clients/tools';
import { AWS, SANDBOX_DIRECTORY } from './product';

/** The component of the sandbox without AWS access of its own. */
export const SERVICE = 'storefront';
export const NAMESPACE = 'shop';
export const CLUSTER = 'prod-eu';
/** An account in which nothing else needs an OIDC provider for the cluster. */
const OTHER_ACCOUNT = '444455556666';
const ROLE_ARN = 'eks.amazonaws.com/role-arn';
const AUDIENCE = 'eks.amazonaws.com/audience';
const SUBJECT = `system:serviceaccount:${NAMESPACE}:${SERVICE}`;

/** A fault that a plan resolves, and a function that causes it. */
export interface Fault {
  title: string;
  make(roleName: string): Promise<unknown>;
  /** Whether the role still works, so that the card shows only drift. */
  isDrift?: true;
}

function credentialsIn(file: string) {
  const env = readExports(file);
  return {
    endpoint: AWS,
    region: env.AWS_REGION,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    },
  };
}

const iam = (file = 'aws.env') => new IAMClient(credentialsIn(file));

function cluster(): CoreV1Api {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(path.join(SANDBOX_DIRECTORY, 'kubeconfig'));
  kubeConfig.setCurrentContext(CLUSTER);
  return kubeConfig.makeApiClient(CoreV1Api);
}

/** Returns a function that lets the sandbox plant a fault, as in the services of its company. */
const planted = (fault: string) => async () => {
  const answer = await fetch(`${AWS}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({
      fault,
      service: `${CLUSTER}/${NAMESPACE}/${SERVICE}`,
    }),
  });
  expect(answer.status, await answer.text()).toBe(200);
};

const annotated = (key: string, value: string | null) => async () => {
  await cluster().patchNamespacedServiceAccount(
    {
      namespace: NAMESPACE,
      name: SERVICE,
      body: { metadata: { annotations: { [key]: value } } },
    },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
};

/** Returns a function that changes the trust policy that Backstage wrote, like a manual edit. */
const trusted =
  (change: (text: string) => string) => async (RoleName: string) => {
    const client = iam();
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    const text = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    const PolicyDocument = change(text);
    expect(PolicyDocument).not.toBe(text);
    await client.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }),
    );
  };

async function detachPolicies(RoleName: string) {
  const client = iam();
  const { AttachedPolicies = [] } = await client.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  for (const { PolicyArn } of AttachedPolicies) {
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** Deletes the OIDC provider that the role in the other account trusts. */
async function deleteProvider(RoleName: string) {
  const client = iam('aws-staging.env');
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const trust = JSON.parse(
    decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
  );
  await client.send(
    new DeleteOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: trust.Statement[0].Principal.Federated,
    }),
  );
}

async function deleteAssociation() {
  const client = new EKSClient(credentialsIn('aws.env'));
  const { associations = [] } = await client.send(
    new ListPodIdentityAssociationsCommand({
      clusterName: CLUSTER,
      namespace: NAMESPACE,
      serviceAccount: SERVICE,
    }),
  );
  expect(associations).toHaveLength(1);
  await client.send(
    new DeletePodIdentityAssociationCommand({
      clusterName: CLUSTER,
      associationId: associations[0].associationId,
    }),
  );
}

/** The faults, grouped by the spec in which they occur. `spec` has only the differences from IRSA in the account of the cluster. */
export const FAULTS: { title: string; spec: object; faults: Fault[] }[] = [
  {
    title: 'IRSA',
    spec: {},
    faults: [
      {
        title: 'the trust policy names another namespace',
        make: trusted(text =>
          text.replace(SUBJECT, `system:serviceaccount:old:${SERVICE}`),
        ),
      },
      {
        title: 'the trust policy has a wildcard that is taken literally',
        make: trusted(text =>
          text.replace(SUBJECT, `system:serviceaccount:${NAMESPACE}:*`),
        ),
      },
      {
        title: 'the trust policy names the issuer of a cluster that is gone',
        make: trusted(text =>
          text.replace(/\/id\/\w+/g, `/id/${'0'.repeat(32)}`),
        ),
      },
      {
        title: 'the trust policy names another audience',
        make: trusted(text =>
          text.replace('"sts.amazonaws.com"', '"https://example.com"'),
        ),
      },
      {
        title: 'the trust policy lets in the account alone',
        make: trusted(() =>
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::111122223333:root' },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
        ),
      },
      { title: 'the annotation is missing', make: annotated(ROLE_ARN, null) },
      {
        title: 'the ServiceAccount asks for another audience',
        make: annotated(AUDIENCE, 'https://example.com'),
      },
      {
        title: 'the ServiceAccount is deleted',
        make: () =>
          cluster().deleteNamespacedServiceAccount({
            namespace: NAMESPACE,
            name: SERVICE,
          }),
      },
      {
        title: 'a policy lost its actions',
        make: planted('action-not-allowed'),
      },
      { title: 'the policy is detached', make: detachPolicies },
      {
        title: 'the permissions boundary is another',
        make: RoleName =>
          iam().send(
            new PutRolePermissionsBoundaryCommand({
              RoleName,
              PermissionsBoundary:
                'arn:aws:iam::aws:policy/AmazonSQSFullAccess',
            }),
          ),
      },
      {
        title: 'the permissions boundary is removed',
        isDrift: true,
        make: RoleName =>
          iam().send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
      },
      {
        title: 'the role is deleted',
        make: async RoleName => {
          await detachPolicies(RoleName);
          await iam().send(new DeleteRoleCommand({ RoleName }));
        },
      },
    ],
  },
  {
    title: 'IRSA with a role of another account',
    spec: { accountId: OTHER_ACCOUNT },
    faults: [{ title: 'the OIDC provider is deleted', make: deleteProvider }],
  },
  {
    title: 'EKS Pod Identity',
    spec: { mechanism: 'pod-identity' },
    faults: [{ title: 'the association is deleted', make: deleteAssociation }],
  },
];
