import { parseRoleArn } from '../../../arn/arn';
import { partitionOf } from '../../../arn/partition';
import { type Grant } from '../../../model/types';
import {
  matchesGlob,
  mayUseAccount,
  mayUseNamespace,
} from '../../../ownership/namespaceRules';
import { isReservedRole } from './reserved';
import type { AskedRequest, RequestGuardrail } from './types';

/** Checks whether administrators allow services to assume a role. */
export function isAssumable(
  patterns: string[] | undefined,
  roleArn: string,
): boolean {
  return patterns?.some(pattern => matchesGlob(pattern, roleArn)) ?? false;
}

function mayReach(
  { config, cluster, spec, owner }: AskedRequest,
  accountId: string,
): boolean {
  const { namespace } = spec;
  return (
    owner === undefined ||
    !mayUseNamespace(config.namespaceRules, [owner], cluster, namespace) ||
    mayUseAccount(config.namespaceRules, [owner], {
      cluster,
      namespace,
      accountId,
    })
  );
}

/** Returns the first rule that a role to assume violates, with a message. */
function refusal(
  request: AskedRequest,
  arn: string,
): [rule: string, message: string] | undefined {
  const role = parseRoleArn(arn);
  // An invalid role ARN has its own violation.
  if (!role) return undefined;
  const { guardrails, cluster, owner } = request;
  const { id: partition } = partitionOf(cluster.region);
  if (role.partition !== partition) {
    return [
      'assumable-role-partition',
      `Role ${arn} is in partition ${role.partition}, and cluster ${cluster.name} in ${partition}. A role cannot be assumed from another partition.`,
    ];
  }
  if (isReservedRole(request, { roleName: role.name, roleArn: arn })) {
    return ['reserved-role', `Role ${arn} is reserved: choose another.`];
  }
  if (!isAssumable(guardrails.assumableRoles, arn)) {
    const choice = guardrails.assumableRoles?.join(', ') || 'none yet';
    return [
      'assumable-role',
      `Services may not assume role ${arn}. Choose one of those allowed (${choice}), or ask an administrator to name it in irsa.guardrails.assumableRoles.`,
    ];
  }
  return mayReach(request, role.accountId)
    ? undefined
    : [
        'assumable-role-account',
        `${owner} may not assume roles in account ${role.accountId}. Ask an administrator to add it to the accounts of a rule in irsa.namespaceRules.`,
      ];
}

const isAssumption = ({ service }: Grant) => service === 'sts';

/** Allows assuming only roles that administrators name, in accounts that the owner may use. */
export const assumableRoles: RequestGuardrail = request =>
  (request.spec.grants ?? []).flatMap((grant, index) => {
    const broken = isAssumption(grant)
      ? refusal(request, grant.resource)
      : undefined;
    return broken
      ? [
          {
            field: `grants[${index}].resource`,
            rule: broken[0],
            message: broken[1],
          },
        ]
      : [];
  });
