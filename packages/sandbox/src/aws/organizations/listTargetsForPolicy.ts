import { pageOf, requirePolicy } from './fields';
import type { OrganizationsOperation } from './operation';
import type { GovernedOrganization } from './policies';
import { accountShape, rootShape, unitShape } from './shapes';

/** Lists the targets that a policy is directly attached to, without those that inherit it. */
export const listTargetsForPolicy: OrganizationsOperation = {
  name: 'ListTargetsForPolicy',
  write: false,
  run: (organization, input) => {
    const policy = requirePolicy(organization, input);
    const ids = [...organization.attachedIds]
      .filter(([, policies]) => policies.includes(policy.id))
      .map(([id]) => ({ id }));
    const { items, ...next } = pageOf(ids, input);
    return {
      Targets: items.map(({ id }) => targetShape(organization, id)),
      ...next,
    };
  },
};

function targetShape(organization: GovernedOrganization, id: string) {
  const shape = (
    Type: string,
    { Arn, Name }: { Arn: string; Name: string },
  ) => ({
    ...{ TargetId: id, Arn, Name, Type },
  });
  const unit = organization.units.get(id);
  if (unit) return shape('ORGANIZATIONAL_UNIT', unitShape(organization, unit));
  const member = organization.members.get(id);
  return member
    ? shape('ACCOUNT', accountShape(organization, member))
    : shape('ROOT', rootShape(organization));
}
