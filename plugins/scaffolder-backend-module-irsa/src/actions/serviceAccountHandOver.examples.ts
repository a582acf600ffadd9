import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "Hand a service's AWS access over to Terraform",
    example: stringify({
      steps: [
        {
          id: 'hand-over',
          name: 'Write the files of the hand-over',
          action: 'irsa:service-account:hand-over',
          input: {
            entityRef: 'component:default/orders',
            to: 'terraform',
            targetPath: 'deploy/aws',
          },
        },
      ],
    }),
  },
];
