import { randomUUID } from 'node:crypto';
import type { Tag } from '../state/account';
import type { World } from '../state/world';
import { makeHealthyService, type HealthyService } from './healthyService';
import { PROD, queue, s3Read, table } from './statements';

const CLUSTER = 'prod-eu';
const NAMESPACE = 'shop';

/** The tags that CloudFormation sets on the resources of a stack. */
function stackTags(stack: string, logicalId: string): Tag[] {
  return [
    { key: 'aws:cloudformation:stack-name', value: stack },
    {
      key: 'aws:cloudformation:stack-id',
      value: `arn:aws:cloudformation:eu-west-1:${PROD}:stack/${stack}/${randomUUID()}`,
    },
    { key: 'aws:cloudformation:logical-id', value: logicalId },
  ];
}

type Sample = Pick<HealthyService, 'name' | 'maker' | 'statements' | 'tags'>;

/** Returns services whose role tags show which tool manages them. Terraform has no tag of its own, so a company agrees on one. */
const samples = (): Sample[] => [
  {
    name: 'gift-cards',
    maker: 'cloudformation',
    statements: [table('gift-cards')],
    tags: stackTags('shop-gift-cards', 'Role'),
  },
  {
    name: 'vouchers',
    maker: 'terraform',
    statements: s3Read('shop-assets'),
    tags: [{ key: 'managed-by', value: 'terraform' }],
  },
  {
    name: 'newsletter',
    maker: 'eksctl',
    statements: [queue('newsletter')],
    tags: [
      { key: 'alpha.eksctl.io/eksctl-version', value: '0.210.0' },
      { key: 'eksctl.cluster.k8s.io/v1alpha1/cluster-name', value: CLUSTER },
      ...stackTags(
        `eksctl-${CLUSTER}-addon-iamserviceaccount-${NAMESPACE}-newsletter`,
        'Role1',
      ),
    ],
  },
];

/** Adds the services whose roles are marked as managed by CloudFormation, Terraform, and eksctl. */
export function addManagedSamples(world: World): void {
  for (const sample of samples()) {
    makeHealthyService(world, {
      cluster: CLUSTER,
      namespace: NAMESPACE,
      ageDays: 90,
      replicas: 1,
      ...sample,
    });
    world.services.push({
      cluster: CLUSTER,
      namespace: NAMESPACE,
      name: sample.name,
      fault: null,
      description: 'Nothing is wrong.',
    });
  }
}
