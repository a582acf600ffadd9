import { policyText } from '../iam';
import { FULL_ACCESS } from '../organization';
import { allowedBy } from '../permissions';
import { FaultError, findService } from '../service';
import type { Fault } from './fault';

/** A service control policy over the account denies this role its main service. */
export const organizationDenies: Fault = {
  number: 35,
  plant(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    const [action] = allowedBy(service).flatMap(({ Action = [] }) => Action);
    if (action === undefined) {
      throw new FaultError(ref, "the role's own policies allow nothing");
    }
    const [prefix] = action.split(':');
    const deny = {
      name: `deny-${prefix}-to-${ref.name}`,
      document: policyText({
        Effect: 'Deny',
        Action: `${prefix}:*`,
        Resource: '*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
      }),
    };
    const levels = account.serviceControlPolicies;
    account.serviceControlPolicies =
      levels.length === 0
        ? [[FULL_ACCESS], [FULL_ACCESS, deny]]
        : [...levels.slice(0, -1), [...levels[levels.length - 1], deny]];
  },
};
