import {
  attribute,
  block,
  HclExpression,
  writeHcl,
  type HclBlock,
} from '../hcl';
import { renderer, resourceBlocks } from '../terraform';
import type { RenderInput } from '../types';
import { withManagedByTag } from './managedByTag';
import type { HandOver } from './types';

/** The folder of the file for the second step. Terraform does not read it there. */
const NEXT = 'step-2';

function policyArnOf({ items }: HclBlock, { policy }: RenderInput): string {
  const arn = items.find(
    item => item.type === 'attribute' && item.name === 'policy_arn',
  );
  // The ARN of a managed policy is a literal; that of the grants' policy is a reference.
  return arn?.type === 'attribute' && typeof arn.value === 'string'
    ? arn.value
    : policy!.arn;
}

/**
 * Returns the ID by which Terraform finds an existing resource. Source: "Import" of each resource, Terraform AWS provider and Kubernetes provider.
 */
function importId(resource: HclBlock, input: RenderInput): string {
  const { role, policy, association, cluster, serviceAccount } = input;
  const [type] = resource.labels;
  switch (type) {
    case 'aws_iam_policy':
      return policy!.arn;
    case 'aws_iam_role':
      return role.name;
    case 'aws_iam_role_policy':
      return `${role.name}:${role.inlinePolicy!.name}`;
    case 'aws_iam_role_policy_attachment':
      return `${role.name}/${policyArnOf(resource, input)}`;
    case 'aws_eks_pod_identity_association':
      return `${cluster.eksName},${association!.present!.id}`;
    case 'kubernetes_service_account_v1':
      return `${serviceAccount.namespace}/${serviceAccount.name}`;
    default:
      throw new Error(`Terraform's ${type} is never imported.`);
  }
}

function importBlock(resource: HclBlock, input: RenderInput): HclBlock {
  return block(
    'import',
    [],
    [
      attribute('to', HclExpression.reference(...resource.labels)),
      attribute('id', importId(resource, input)),
    ],
  );
}

function removedBlock({ labels }: HclBlock): HclBlock {
  return block(
    'removed',
    [],
    [
      attribute('from', HclExpression.reference(...labels)),
      block('lifecycle', [], [attribute('destroy', false)]),
    ],
  );
}

/** Uses `import` blocks (Terraform 1.5) and `removed` blocks (Terraform 1.7). Source: "Import" and "Removed block", Terraform documentation. */
export const handOver: HandOver = {
  takeOver: input => {
    const { files, notes } = renderer.render(input);
    const [{ path }] = files;
    const blocks = resourceBlocks(input).map(one => importBlock(one, input));
    return {
      files: [
        ...files,
        {
          path: path.replace(/\.tf$/, '.imports.tf'),
          content: writeHcl(blocks),
        },
      ],
      notes: [
        ...notes,
        'Terraform 1.5 or later imports the existing resources. Check that its plan creates and destroys nothing. Delete the file with the imports once it is applied.',
      ],
    };
  },
  release: input => {
    const { files } = renderer.render(withManagedByTag(input));
    const [{ path }] = files;
    const removed = resourceBlocks(input).map(removedBlock);
    return {
      files: [
        ...files,
        { path: `${NEXT}/${path}`, content: writeHcl(removed) },
      ],
      notes: [
        `Apply ${path}, which sets the managed-by tag on its resources. Then replace it with ${NEXT}/${path} and apply again: Terraform 1.7 or later removes the resources from its state. Check that its plan destroys nothing.`,
      ],
    };
  },
};
