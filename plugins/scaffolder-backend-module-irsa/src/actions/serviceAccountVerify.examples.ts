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
      'Verify it from the state of AWS and the cluster, without a live proof',
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
    description: 'Fail on warnings too',
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
    description: 'Report what is broken, and continue',
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
