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
      'Give a service of the catalog an identity with tokens that live one hour and no permissions yet',
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
    description: 'Give a service its identity by EKS Pod Identity',
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
      'Give a service whose ServiceAccount comes from a Helm chart access by EKS Pod Identity',
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
