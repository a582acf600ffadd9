const NAMES: Record<string, string> = {
  accountId: 'AWS account',
  cluster: 'Cluster',
  entityRef: 'Component',
  mechanism: 'Mechanism',
  name: 'ServiceAccount',
  namespace: 'Namespace',
  owner: 'Owner',
  policyDocument: 'Inline document',
  serviceAccount: 'Who manages the ServiceAccount',
};

const ROWS: Record<string, string> = {
  grants: 'Access',
  managedPolicyArns: 'Managed policy',
};

/** A field of a spec as the forms of templates call it, such as "Access 1" for `grants[0].resource`; as it is where no form has it. @public */
export function fieldWords(field: string): string {
  const [, list, index] = /^(\w+)\[(\d+)\]/.exec(field) ?? [];
  if (Object.hasOwn(ROWS, list ?? ''))
    return `${ROWS[list]} ${Number(index) + 1}`;
  return Object.hasOwn(NAMES, field) ? NAMES[field] : field;
}
