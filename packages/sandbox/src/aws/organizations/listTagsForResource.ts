import { AwsError } from '../protocol/error';
import { requireText } from './fields';
import type { OrganizationsOperation } from './operation';

/** Lists the tags of a resource. In the sandbox, only accounts have tags: OUs and the root have none. */
export const listTagsForResource: OrganizationsOperation = {
  name: 'ListTagsForResource',
  write: false,
  run: ({ members, units, rootId }, input) => {
    const id = requireText(input, 'ResourceId');
    const member = members.get(id);
    if (!member && !units.has(id) && id !== rootId) {
      throw new AwsError(
        'TargetNotFoundException',
        400,
        "You specified a target that doesn't exist.",
      );
    }
    return {
      Tags: Object.entries(member?.tags ?? {}).map(([Key, Value]) => ({
        Key,
        Value,
      })),
    };
  },
};
