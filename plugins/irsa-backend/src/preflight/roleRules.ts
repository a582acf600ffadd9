import {
  parseArn,
  partitionOf,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, IrsaConfig } from '../config/types';

function checkPath(
  { rolePath }: IamServiceAccountSpec,
  { rolePath: root }: IrsaConfig,
): Violation[] {
  return rolePath === undefined || rolePath.startsWith(root)
    ? []
    : [
        {
          field: 'rolePath',
          rule: 'role-path-below',
          message: `Role path "${rolePath}" does not lie below ${root}, where the roles of this product are: begin it so.`,
        },
      ];
}

function checkAccount(
  { accountId }: IamServiceAccountSpec,
  cluster: ClusterConfig,
): Violation[] {
  return accountId === undefined || accountId === cluster.accountId
    ? []
    : [
        {
          field: 'accountId',
          rule: 'account-supported',
          message: `A role in account ${accountId}, which is not the cluster's, is not supported yet: leave it out.`,
        },
      ];
}

/** Policies below our path are those of other services, and may be changed by us: none is lent to a service or limits one. */
function checkPolicyArn(
  field: string,
  text: string,
  cluster: ClusterConfig,
  { rolePath }: IrsaConfig,
): Violation[] {
  const arn = parseArn(text);
  if (!arn) return [];
  const { accountId, region } = cluster;
  const partition = partitionOf(region).id;
  if (
    arn.partition !== partition ||
    !['aws', accountId].includes(arn.accountId)
  ) {
    return [
      {
        field,
        rule: 'policy-account',
        message: `Policy ${text} is neither AWS's own nor in account ${accountId} (${partition}): roles take no others.`,
      },
    ];
  }
  return arn.accountId !== 'aws' &&
    arn.resource.toLowerCase().startsWith(`policy${rolePath}`.toLowerCase())
    ? [
        {
          field,
          rule: 'policy-reserved',
          message: `Policy ${text} belongs to one service of this product: ask for its grants instead.`,
        },
      ]
    : [];
}

/** What a spec asks for its role, held against the configuration. */
export function checkRoleRules(
  spec: IamServiceAccountSpec,
  config: IrsaConfig,
  cluster: ClusterConfig | undefined,
): Violation[] {
  if (!cluster) return checkPath(spec, config);
  const { permissionsBoundaryArn: boundary } = spec;
  return [
    ...checkPath(spec, config),
    ...checkAccount(spec, cluster),
    ...(spec.managedPolicyArns ?? []).flatMap((arn, index) =>
      checkPolicyArn(`managedPolicyArns[${index}]`, arn, cluster, config),
    ),
    ...(boundary === undefined
      ? []
      : checkPolicyArn('permissionsBoundaryArn', boundary, cluster, config)),
  ];
}
