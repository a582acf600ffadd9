import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "Delete a service's AWS access",
    example: stringify({
      steps: [
        {
          id: 'delete',
          name: 'Delete the AWS identity',
          action: 'irsa:service-account:delete',
          input: { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
        },
      ],
    }),
  },
];
