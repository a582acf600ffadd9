import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Give a new service write access to one S3 bucket',
    example: stringify({
      steps: [
        {
          id: 'identity',
          name: 'Create the AWS identity',
          action: 'irsa:service-account:create',
          input: {
            entityRef: 'component:default/orders',
            owner: 'group:default/payments',
            cluster: 'prod-eu',
            namespace: 'shop',
            name: 'orders',
            grants: [
              { service: 's3', access: 'write', resource: 'orders-exports' },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'Create an identity without permissions, with tokens that expire after 1 hour',
    example: stringify({
      steps: [
        {
          id: 'identity',
          name: 'Create the AWS identity',
          action: 'irsa:service-account:create',
          input: {
            entityRef: 'component:default/orders',
            cluster: 'prod-eu',
            namespace: 'shop',
            name: 'orders',
            tokenExpirationSeconds: 3600,
          },
        },
      ],
    }),
  },
  {
    description: 'Create the identity of a service with EKS Pod Identity',
    example: stringify({
      steps: [
        {
          id: 'identity',
          name: 'Create the AWS identity',
          action: 'irsa:service-account:create',
          input: {
            entityRef: 'component:default/orders',
            cluster: 'prod-eu',
            namespace: 'shop',
            name: 'orders',
            mechanism: 'pod-identity',
            grants: [
              { service: 's3', access: 'write', resource: 'orders-exports' },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'Add access with EKS Pod Identity to a service whose ServiceAccount comes from a Helm chart',
    example: stringify({
      steps: [
        {
          id: 'identity',
          name: 'Create the AWS identity',
          action: 'irsa:service-account:create',
          input: {
            entityRef: 'component:default/orders',
            cluster: 'prod-eu',
            namespace: 'shop',
            name: 'orders',
            mechanism: 'pod-identity',
            serviceAccount: 'existing',
            grants: [{ service: 'sqs', access: 'receive', resource: 'orders' }],
          },
        },
      ],
    }),
  },
];
