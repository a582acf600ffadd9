import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function exampleOf(input: object): string {
  return stringify({
    steps: [
      {
        id: 'migrate',
        name: 'Migrate to EKS Pod Identity',
        action: 'irsa:service-account:migrate',
        input,
      },
    ],
  });
}

export const examples: TemplateExample[] = [
  {
    description: 'List the blockers and the planned changes',
    example: exampleOf({ entityRef: 'component:default/orders' }),
  },
  {
    description: 'Migrate a component to EKS Pod Identity',
    example: exampleOf({
      entityRef: 'component:default/orders',
      confirm: true,
    }),
  },
  {
    description: 'Migrate one of several IAM service accounts back to IRSA',
    example: exampleOf({
      entityRef: 'component:default/orders',
      serviceAccount: 'prod-eu/shop/orders',
      to: 'irsa',
      confirm: true,
    }),
  },
];
