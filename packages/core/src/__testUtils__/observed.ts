import { buildPermissionsPolicy } from '../grants';
import { buildTrustPolicy } from '../trust/build';
import { EKS_ANNOTATIONS } from '../model/annotations';
import { type ServiceAccountRef } from '../model/serviceAccountRef';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { ClusterConfig } from '../model/config';
import { DEFAULT_QUOTAS } from '../model/defaultQuotas';
import { absent, found, unknown, type Observation } from '../model/observation';
import type {
  Observed,
  ObservedAgent,
  ObservedAssociation,
  ObservedContainer,
  ObservedDocument,
  ObservedPod,
  ObservedRole,
  ObservedServiceAccount,
  ObservedWebhook,
} from '../model/observed';

export const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
export const OTHER_ISSUER =
  'oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210';
export const PROVIDER_ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
export const ROLE_ARN = 'arn:aws:iam::111122223333:role/irsa/orders-0a1b2c3d4e';

export const REF: ServiceAccountRef = {
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
};

export const CLUSTER: ClusterConfig = {
  name: 'prod-eu',
  eksName: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'in-cluster' },
  tokenRequestAccess: { type: 'kubeconfig', file: '/kubeconfig' },
};

/** A document as IAM returned it. */
export function observedDocument(document: PolicyDocument): ObservedDocument {
  return { text: JSON.stringify(document), document, errors: [] };
}

/** The correct trust policy, with changes to its input. */
export function trustOf(
  change: Partial<Parameters<typeof buildTrustPolicy>[0]> = {},
): PolicyDocument {
  return buildTrustPolicy({
    partition: 'aws',
    accountId: '111122223333',
    issuer: ISSUER,
    namespace: 'production',
    name: 'orders',
    audience: 'sts.amazonaws.com',
    ...change,
  });
}

/** The role, with a trust policy. */
export function roleWith(
  trust: PolicyDocument,
  change: Partial<ObservedRole> = {},
): Observation<ObservedRole> {
  return found({
    arn: ROLE_ARN,
    id: 'AROA0123456789ABCDEF',
    name: 'orders-0a1b2c3d4e',
    path: '/irsa/',
    trust: observedDocument(trust),
    maxSessionDurationSeconds: 3600,
    createdAt: '2026-11-01T00:00:00.000Z',
    tags: {},
    ...change,
  });
}

/** The ServiceAccount with other annotations. */
export function accountWith(
  annotations: Record<string, string>,
  change: Partial<ObservedServiceAccount> = {},
): Observation<ObservedServiceAccount> {
  return found({
    uid: 'd5a0a2f4-0000-4000-8000-000000000001',
    annotations,
    labels: {},
    createdAt: '2026-11-01T00:00:00.000Z',
    annotatedAt: { [EKS_ANNOTATIONS.roleArn]: '2026-11-01T00:00:00.000Z' },
    applied: [],
    ...change,
  });
}

/** A container that the webhook did not touch. */
export const UNINJECTED: ObservedContainer = {
  name: 'app',
  init: false,
  env: {},
  envSources: {},
  envFrom: [],
  mounts: {},
  security: {},
};

/** A pod that the webhook changed correctly. */
export function podWith(change: Partial<ObservedPod> = {}): ObservedPod {
  return {
    name: 'orders-5d9c7b-x2x4z',
    workload: 'deployment/orders',
    isControlled: true,
    createdAt: '2026-11-02T00:00:00.000Z',
    phase: 'Running',
    serviceAccountName: 'orders',
    labels: {},
    annotations: {},
    hostNetwork: false,
    containers: [
      {
        ...UNINJECTED,
        env: {
          AWS_ROLE_ARN: ROLE_ARN,
          AWS_WEB_IDENTITY_TOKEN_FILE:
            '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
        },
        mounts: {
          '/var/run/secrets/eks.amazonaws.com/serviceaccount': 'aws-iam-token',
        },
      },
    ],
    volumes: { 'aws-iam-token': 'projected' },
    tokenVolumes: { 'aws-iam-token': 'sts.amazonaws.com' },
    ...change,
  };
}

/** The webhook as EKS registers it. */
export const WEBHOOK: ObservedWebhook = {
  name: 'pod-identity-webhook',
  entry: 'iam-for-pods.amazonaws.com',
  url: 'https://127.0.0.1:23443/mutate',
  hasCaBundle: true,
  reviewVersions: ['v1beta1'],
  caCertificates: [
    { fingerprint: 'AA:BB', expiresAt: '2034-01-01T00:00:00.000Z' },
  ],
};

/** The agent of EKS Pod Identity, as an add-on whose pods run. */
export function agentWith(change: Partial<ObservedAgent> = {}): ObservedAgent {
  return {
    name: 'eks-pod-identity-agent',
    version: 'v1.3.4-eksbuild.1',
    addonStatus: 'ACTIVE',
    pods: found({ ready: 'all' }),
    ...change,
  };
}

/** An association of the ServiceAccount, without annotation beside it. */
export function associatedWith(
  change: Partial<ObservedAssociation> = {},
): Partial<Observed> {
  return {
    mechanism: 'pod-identity',
    serviceAccount: accountWith({}),
    association: found({
      arn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod-eu/a-1',
      id: 'a-1',
      roleArn: ROLE_ARN,
      disableSessionTags: false,
      ...change,
    }),
    podIdentityAgent: found(agentWith()),
  };
}

/** A healthy IAM service account with one pod, with changes. */
export function observedWith(change: Partial<Observed> = {}): Observed {
  return {
    ref: REF,
    config: CLUSTER,
    at: '2026-11-24T12:00:00.000Z',
    mechanism: 'irsa',
    association: absent(),
    podIdentityAgent: absent(),
    known: {},
    grants: [],
    cluster: found({
      arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
      accountId: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
      issuer: `https://${ISSUER}`,
      endpoint: 'https://127.0.0.1:6443',
      caData: '',
      version: '1.32',
      autoMode: false,
    }),
    otherIssuers: found([OTHER_ISSUER]),
    namespace: found({ uid: 'n-1', phase: 'Active' }),
    serviceAccount: accountWith({ [EKS_ANNOTATIONS.roleArn]: ROLE_ARN }),
    oidcProvider: found({
      arn: PROVIDER_ARN,
      url: ISSUER,
      clientIds: ['sts.amazonaws.com'],
    }),
    role: roleWith(trustOf()),
    attachedPolicies: found([
      found({
        arn: 'arn:aws:iam::111122223333:policy/irsa/orders-0a1b2c3d4e',
        name: 'orders-0a1b2c3d4e',
        path: '/irsa/',
        defaultVersionId: 'v1',
        document: observedDocument(
          buildPermissionsPolicy(
            [{ service: 's3', access: 'read', resource: 'orders' }],
            {
              partition: 'aws',
              region: 'eu-west-1',
              accountId: '111122223333',
            },
          ),
        ),
        tags: {},
      }),
    ]),
    inlinePolicies: found([]),
    permissionsBoundary: absent(),
    plannedPolicy: unknown('It is not read for this purpose.'),
    quotas: found(DEFAULT_QUOTAS),
    buckets: found([]),
    permits: absent(),
    pods: found([podWith()]),
    similarPods: absent(),
    webhook: found(WEBHOOK),
    ...change,
  };
}
