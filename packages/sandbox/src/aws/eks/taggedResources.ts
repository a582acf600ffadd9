import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';
import { visibleClusters } from './clusters';
import { resourceTagContext } from './tagging';

/** An EKS resource with tags. */
interface Tagged {
  arn: string;
  tags: Record<string, string>;
}

/** Returns the resource with this ARN. Throws `BadRequestException` if the ARN is not an EKS ARN, or `NotFoundException`. */
export function requireTagged(arn: string, context: OperationContext): Tagged {
  if (!/^arn:[\w-]+:eks:[\w-]+:\d{12}:[\w-]+\/\S+$/.test(arn)) {
    throw new AwsError('BadRequestException', 400, `Invalid ARN: ${arn}`);
  }
  const tagged = find(arn, context);
  if (!tagged) {
    throw new AwsError(
      'NotFoundException',
      404,
      `Resource with ARN ${arn} not found`,
    );
  }
  return tagged;
}

function find(arn: string, context: OperationContext): Tagged | undefined {
  return visibleClusters(context)
    .flatMap(
      ({
        accessEntries,
        addons,
        fargateProfiles,
        podIdentityAssociations,
      }): Iterable<Tagged>[] => [
        accessEntries.values(),
        addons.values(),
        fargateProfiles.values(),
        podIdentityAssociations.values(),
      ],
    )
    .flatMap(resources => [...resources])
    .find(resource => resource.arn === arn);
}

/** Returns the access for an action on the tags of a resource. */
export function taggedAccess(
  action: string,
  arn: string,
  context: OperationContext,
): Access {
  return {
    action,
    resource: arn,
    context: resourceTagContext(find(arn, context)?.tags ?? {}),
  };
}
