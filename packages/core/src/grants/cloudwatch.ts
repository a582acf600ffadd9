import { allow } from './utils/allow';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to publish metrics of one CloudWatch namespace. Metrics are not resources, so a condition on the namespace limits the access. */
export const cloudwatch: GrantDefinition = {
  service: 'cloudwatch',
  title: 'CloudWatch metrics',
  resourceLabel: 'metric namespace',
  // Source: "PutMetricData", Amazon CloudWatch API Reference.
  checkResource: namedBy(/^(?!AWS\/|:)[A-Za-z0-9_./#:-]{1,255}$/, {
    rule: 'metric-namespace',
    noun: 'Metric namespace',
    says: 'at most 255 letters, digits and the characters _./#:-, not beginning with "AWS/" or a colon',
  }),
  access: {
    publish: {
      description: 'publish metrics of the namespace',
      statements: namespace => [
        allow(['cloudwatch:PutMetricData'], '*', {
          StringEquals: { 'cloudwatch:namespace': namespace },
        }),
      ],
    },
  },
};
