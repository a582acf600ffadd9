import { AwsError } from '../protocol/error';
import { requireText } from './fields';
import type { OrganizationsOperation } from './operation';

export const listParents: OrganizationsOperation = {
  name: 'ListParents',
  write: false,
  run: ({ members, units, rootId }, input) => {
    const id = requireText(input, 'ChildId');
    const child = members.get(id) ?? units.get(id);
    if (!child) {
      throw new AwsError(
        'ChildNotFoundException',
        400,
        "You specified a child that doesn't exist.",
      );
    }
    const { parentId } = child;
    const Type = parentId === rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    return { Parents: [{ Id: parentId, Type }] };
  },
};
