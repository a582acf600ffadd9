const NAMES: Record<string, string> = {
  accountId: 'AWS account',
  adopt: 'Adoption',
  audience: 'Token audience',
  cluster: 'Cluster',
  entityRef: 'Component',
  grants: 'Access',
  managedPolicyArns: 'Managed policies',
  maxSessionDurationSeconds: 'Maximum session duration',
  mechanism: 'How pods get the role',
  name: 'ServiceAccount',
  namespace: 'Namespace',
  owner: 'Owner',
  permissionsBoundaryArn: 'Permissions boundary',
  policyDocument: 'Inline document',
  roleName: 'Role name',
  rolePath: 'Role path',
  serviceAccount: 'Who manages the ServiceAccount',
  sessionPolicyDocument: 'Session policy',
  targetRoleArn: 'Target role',
  tokenExpirationSeconds: 'Token lifetime',
};

const ROWS: Record<string, string> = {
  grants: 'Access',
  managedPolicyArns: 'Managed policy',
};

/** Returns the label of a spec field in template forms, such as "Access 1" for `grants[0].resource`; the field itself if no form shows it. @public */
export function fieldWords(field: string): string {
  const [, list, index] = /^(\w+)\[(\d+)\]/.exec(field) ?? [];
  if (Object.hasOwn(ROWS, list ?? ''))
    return `${ROWS[list]} ${Number(index) + 1}`;
  return Object.hasOwn(NAMES, field) ? NAMES[field] : field;
}
