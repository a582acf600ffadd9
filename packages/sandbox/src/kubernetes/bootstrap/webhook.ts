import type { MutatingWebhookConfiguration } from '../objects';
import { POD_IDENTITY_WEBHOOK } from '../webhook/podIdentity';

/** Returns the configuration that EKS installs for its webhook. */
export function podIdentityWebhook(
  certificateAuthority: string,
): MutatingWebhookConfiguration {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: POD_IDENTITY_WEBHOOK,
      labels: { 'eks.amazonaws.com/component': POD_IDENTITY_WEBHOOK },
    },
    webhooks: [
      {
        name: 'iam-for-pods.amazonaws.com',
        clientConfig: {
          url: 'https://127.0.0.1:23443/mutate',
          caBundle: Buffer.from(certificateAuthority).toString('base64'),
        },
        failurePolicy: 'Ignore',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {
          matchExpressions: [
            {
              key: 'eks.amazonaws.com/skip-pod-identity-webhook',
              operator: 'DoesNotExist',
            },
          ],
        },
        reinvocationPolicy: 'IfNeeded',
        sideEffects: 'None',
        timeoutSeconds: 10,
        admissionReviewVersions: ['v1beta1'],
        rules: [
          {
            operations: ['CREATE'],
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['pods'],
            scope: '*',
          },
        ],
      },
    ],
  };
}
