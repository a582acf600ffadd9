import { defaultDocument } from '../../aws/access/policies';
import { QUOTAS } from '../../aws/iam/quotas';
import { addPolicy, policyText } from '../iam';
import { allowedBy } from '../permissions';
import { FaultError, findService } from '../service';
import type { Fault } from './fault';

/** The quota is used up by policies that say what another one says already. */
export const policiesFull: Fault = {
  number: 27,
  plant(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    const first = account.policies.get(role.attachedPolicyArns[0] ?? '');
    const allowed = allowedBy(service);
    if (!first && allowed.length === 0) {
      throw new FaultError(ref, 'its role has no policy to copy');
    }
    const document = first ? defaultDocument(first) : policyText(...allowed);
    const missing =
      QUOTAS.AttachedPoliciesPerRoleQuota - role.attachedPolicyArns.length;
    for (let i = 1; i <= missing; i++) {
      const { arn } = addPolicy(account, {
        name: `${role.name}-copy-${i}`,
        document,
        createdAt: world.now(),
      });
      role.attachedPolicyArns.push(arn);
    }
  },
};
