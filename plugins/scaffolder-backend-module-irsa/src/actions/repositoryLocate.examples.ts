import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Find the repository of a service, to publish it there',
    example: stringify({
      steps: [
        {
          id: 'repository',
          name: 'Find the repository',
          action: 'irsa:repository:locate',
          input: {
            entityRef: 'component:default/orders',
            cluster: 'prod-eu',
            namespace: 'shop',
            name: 'orders',
            newRepository: true,
          },
        },
      ],
    }),
  },
];
