import { parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';
import { type IamServiceAccountSpec, type Violation } from '../../model/types';
import type { RulesConfig } from '../../model/config';
import type { ClusterConfig } from '../../model/config';
import { unconfiguredAccount } from '../../model/unconfiguredAccount';
import { roleAccountOf } from '../../model/awsNames';
import { CUT_OFF_POLICY } from '../../permissions/cutOffPolicy';
import { POD_ROLE_POLICY } from '../objects/podRole';
import { mayUseAccount, mayUseNamespace } from '../../ownership/namespaceRules';

function checkPath(
  { rolePath }: IamServiceAccountSpec,
  { rolePath: root }: RulesConfig,
): Violation[] {
  return rolePath === undefined || rolePath.startsWith(root)
    ? []
    : [
        {
          field: 'rolePath',
          rule: 'role-path-below',
          message: `Role path "${rolePath}" is not below ${root}, the path for roles that Backstage creates. Begin it with ${root}.`,
        },
      ];
}

/** The inline policies that Backstage writes itself, in lower case. IAM ignores letter case in names. */
const OWN_POLICIES = [CUT_OFF_POLICY, POD_ROLE_POLICY];

/** Refuses a role name that is the name of an inline policy of Backstage: the document of the spec becomes an inline policy with the role's name. */
function checkName({ roleName }: IamServiceAccountSpec): Violation[] {
  return roleName !== undefined && OWN_POLICIES.includes(roleName.toLowerCase())
    ? [
        {
          field: 'roleName',
          rule: 'role-name-reserved',
          message: `Role name "${roleName}" is reserved: Backstage writes an inline policy with this name. Choose another name.`,
        },
      ]
    : [];
}

/** Checks the account of a role outside the cluster's account: the backend must be configured for it, and a rule must name it for the owner. */
function checkAccount(
  { accountId, namespace }: IamServiceAccountSpec,
  { accounts = [], namespaceRules: rules }: RulesConfig,
  cluster: ClusterConfig,
  owner: string | undefined,
): Violation[] {
  if (accountId === undefined || accountId === cluster.accountId) return [];
  // An invalid account ID has its own violation.
  if (!/^\d{12}$/.test(accountId)) return [];
  const refuse = (rule: string, message: string) => [
    { field: 'accountId', rule, message },
  ];
  if (!accounts.includes(accountId)) {
    return refuse('account-configured', unconfiguredAccount(accountId));
  }
  return owner === undefined ||
    !mayUseNamespace(rules, [owner], cluster, namespace) ||
    mayUseAccount(rules, [owner], { cluster, namespace, accountId })
    ? []
    : refuse(
        'account-owner',
        `${owner} may not have roles in account ${accountId} for namespace "${namespace}" of cluster ${cluster.name}. Leave the account out, or ask an administrator to add it to the accounts of a rule in irsa.namespaceRules.`,
      );
}

/** Checks a policy ARN. Policies under the role path belong to other services and can change, so a spec can use none of them. */
function checkPolicyArn(
  field: string,
  text: string,
  { region, accountId }: Pick<ClusterConfig, 'region' | 'accountId'>,
  { rolePath }: RulesConfig,
): Violation[] {
  const arn = parseArn(text);
  if (!arn) return [];
  const partition = partitionOf(region).id;
  if (
    arn.partition !== partition ||
    !['aws', accountId].includes(arn.accountId)
  ) {
    return [
      {
        field,
        rule: 'policy-account',
        message: `Policy ${text} is neither an AWS managed policy nor in account ${accountId} (${partition}). Choose one that is.`,
      },
    ];
  }
  return arn.accountId !== 'aws' &&
    arn.resource.toLowerCase().startsWith(`policy${rolePath}`.toLowerCase())
    ? [
        {
          field,
          rule: 'policy-reserved',
          message: `Policy ${text} is managed by Backstage for one service. Use grants instead.`,
        },
      ]
    : [];
}

/** Checks the role of a spec against the configuration. */
export function checkRoleRules(
  spec: IamServiceAccountSpec,
  config: RulesConfig,
  cluster: ClusterConfig | undefined,
  owner: string | undefined,
): Violation[] {
  const named = [...checkPath(spec, config), ...checkName(spec)];
  if (!cluster) return named;
  const { permissionsBoundaryArn: boundary } = spec;
  const home = { ...cluster, accountId: roleAccountOf(spec, cluster) };
  return [
    ...named,
    ...checkAccount(spec, config, cluster, owner),
    ...(spec.managedPolicyArns ?? []).flatMap((arn, index) =>
      checkPolicyArn(`managedPolicyArns[${index}]`, arn, home, config),
    ),
    ...(boundary === undefined
      ? []
      : checkPolicyArn('permissionsBoundaryArn', boundary, home, config)),
  ];
}
