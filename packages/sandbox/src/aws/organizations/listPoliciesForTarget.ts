import { AwsError } from '../protocol/error';
import { policiesPage, requireMatch } from './fields';
import type { OrganizationsOperation } from './operation';

const TARGET = /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/** Lists the policies that are directly attached to a target, without inherited policies. */
export const listPoliciesForTarget: OrganizationsOperation = {
  name: 'ListPoliciesForTarget',
  write: false,
  run: (organization, input) => {
    const { policies, attachedIds } = organization;
    const ids = attachedIds.get(requireMatch(input, 'TargetId', TARGET));
    if (!ids) {
      throw new AwsError(
        'TargetNotFoundException',
        400,
        "You specified a target that doesn't exist.",
      );
    }
    const here = ids.flatMap(id => policies.get(id) ?? []);
    return policiesPage(organization, here, input);
  },
};
