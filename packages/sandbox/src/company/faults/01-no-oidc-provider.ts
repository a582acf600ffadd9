import { addPolicy, addRole } from '../iam';
import {
  annotate,
  findService,
  restart,
  ROLE_ARN_ANNOTATION,
  setTrust,
} from '../service';
import type { Fault } from './fault';

export const noOidcProvider: Fault = {
  number: 1,
  name: 'no-oidc-provider',
  title:
    "The role lies in another account, which has no OIDC provider for this cluster's issuer.",
  plant(ref, world) {
    const service = findService(world, ref);
    const { role: old, account } = service;
    const other = [...world.accounts.values()].find(
      ({ id }) => id !== account.id,
    );
    if (!other) {
      throw new Error('there is no other account to put the role into');
    }
    const attachedPolicyArns = old.attachedPolicyArns.map(arn => {
      const policy = account.policies.get(arn);
      return policy && !other.policies.has(arn)
        ? addPolicy(other, {
            name: policy.name,
            document: policy.versions[0].document,
            createdAt: policy.createdAt,
          }).arn
        : arn;
    });
    const isTaken = other.roles.has(old.name.toLowerCase());
    const role = addRole(other, {
      ...old,
      name: isTaken ? `${old.name}-${account.alias}` : old.name,
      attachedPolicyArns,
    });
    account.roles.delete(old.name.toLowerCase());
    setTrust({ ...service, account: other, role }, {});
    annotate(service, { [ROLE_ARN_ANNOTATION]: role.arn });
    restart(service);
  },
};
