import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const input = { cluster: 'prod-eu', namespace: 'shop', name: 'orders' };

export const examples: TemplateExample[] = [
  {
    description: 'Verify an IAM service account, with the live proof',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify the AWS identity',
          action: 'irsa:service-account:verify',
          input,
        },
      ],
    }),
  },
  {
    description:
      'Verify it by what AWS and the cluster say, without a live proof',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify the AWS identity',
          action: 'irsa:service-account:verify',
          input: { ...input, live: false },
        },
      ],
    }),
  },
  {
    description: 'Fail also when something should be looked at',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify the AWS identity',
          action: 'irsa:service-account:verify',
          input: { ...input, failOn: 'degraded' },
        },
      ],
    }),
  },
  {
    description: 'Say what is broken, and go on',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify the AWS identity',
          action: 'irsa:service-account:verify',
          input: { ...input, failOn: 'never' },
        },
      ],
    }),
  },
];
