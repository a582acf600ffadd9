import { formatServiceAccountRef } from '../../../model/serviceAccountRef';
import { foldedKey } from '../../../model/spec/tags';
import { type Violation } from '../../../model/types';
import { matchesGlob } from '../../../ownership/namespaceRules';
import type { AskedRequest, RequestGuardrail } from './types';

function isOneOf(patterns: string[], text: string): boolean {
  return patterns.some(pattern => matchesGlob(pattern, text));
}

function reservedPlace({
  guardrails: { reserved },
  cluster,
  spec,
}: AskedRequest): Violation[] {
  const { namespace, name } = spec;
  if (isOneOf(reserved.namespaces, namespace)) {
    return [
      {
        field: 'namespace',
        rule: 'reserved-namespace',
        message: `Namespace "${namespace}" is reserved: choose one of your team's.`,
      },
    ];
  }
  const isOwn = cluster.ownServiceAccounts?.includes(`${namespace}/${name}`);
  return isOwn ||
    isOneOf(reserved.serviceAccounts, formatServiceAccountRef(spec))
    ? [
        {
          field: 'name',
          rule: 'reserved-service-account',
          message: `ServiceAccount ${namespace}/${name} in ${cluster.name} is reserved: choose another name.`,
        },
      ]
    : [];
}

/** Returns the field of the spec that determines the role name. */
function namingField(spec: AskedRequest['spec']): string {
  if (spec.roleName !== undefined) return 'roleName';
  return spec.rolePath === undefined ? 'name' : 'rolePath';
}

/** Checks whether a role belongs to the platform or to Backstage itself. IAM ignores letter case in role names. */
export function isReservedRole(
  {
    guardrails: { reserved: targets },
    config,
  }: Pick<AskedRequest, 'guardrails' | 'config'>,
  { roleName, roleArn }: Pick<AskedRequest, 'roleName' | 'roleArn'>,
): boolean {
  const folded = (text: string) => text.toLowerCase();
  const patterns = [...targets.roles, ...(config.ownRoles ?? [])].map(folded);
  return [roleName, roleArn].some(text => isOneOf(patterns, folded(text)));
}

function reservedRole(request: AskedRequest): Violation[] {
  const { spec, roleName, roleArn, podRole } = request;
  const arns = [roleArn, ...(podRole ? [podRole.arn] : [])];
  return arns.some(arn => isReservedRole(request, { roleName, roleArn: arn }))
    ? [
        {
          field: namingField(spec),
          rule: 'reserved-role',
          message: `Role ${roleName} is reserved: choose another name.`,
        },
      ]
    : [];
}

/** Checks for reserved tag keys. IAM ignores letter case in tag keys. */
function reservedTags({ guardrails, spec }: AskedRequest): Violation[] {
  const patterns = guardrails.reserved.tagKeys.map(foldedKey);
  return Object.keys(spec.tags ?? {})
    .filter(key => isOneOf(patterns, foldedKey(key)))
    .map(key => ({
      field: `tags.${key}`,
      rule: 'reserved-tag',
      message: `Tag key "${key}" is reserved: choose another key.`,
    }));
}

/** Denies targets that belong to the platform: reserved ones, and Backstage's own identities. */
export const reserved: RequestGuardrail = request => [
  ...reservedPlace(request),
  ...reservedRole(request),
  ...reservedTags(request),
];
