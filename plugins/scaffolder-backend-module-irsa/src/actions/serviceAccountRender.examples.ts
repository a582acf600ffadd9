import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const spec = {
  entityRef: 'component:default/orders',
  owner: 'group:default/payments',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
  grants: [
    { service: 's3', access: 'read-write', resource: 'orders-invoices' },
  ],
};

function step(input: object) {
  return stringify({
    steps: [
      {
        id: 'render',
        name: 'Write the files of the AWS identity',
        action: 'irsa:service-account:render',
        input,
      },
    ],
  });
}

export const examples: TemplateExample[] = [
  {
    description:
      'Write Terraform for a pull request, and record the pending delivery',
    example: step({
      ...spec,
      format: 'terraform',
      targetPath: './deploy/aws',
      deliver: true,
    }),
  },
  {
    description: 'Write a CloudFormation template only',
    example: step({ ...spec, format: 'cloudformation' }),
  },
  {
    description:
      'Write Terraform for a service that Helm installs, and annotate its ServiceAccount in the values',
    example: step({
      ...spec,
      serviceAccount: 'existing',
      format: 'terraform',
      targetPath: './deploy/aws',
      serviceAccountFile: {
        path: 'deploy/values.yaml',
        kind: 'helm-values',
        at: 'orders.serviceAccount.annotations',
      },
      deliver: true,
    }),
  },
];
