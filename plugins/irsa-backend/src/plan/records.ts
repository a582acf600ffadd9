import type { PlannedStep } from './types';

/** The record that a managed policy was attached to a role by us. */
export function attachmentRecord(roleArn: string, policyArn: string): string {
  return `${roleArn} ${policyArn}`;
}

/** The record that a role has its boundary from us. */
export function boundaryRecord(roleArn: string, boundaryArn: string): string {
  return `${roleArn} permissions-boundary ${boundaryArn}`;
}

/** The record that a ServiceAccount has its EKS Pod Identity association from us. Its ARN is known only once it is made. */
export function associationRecord(refText: string): string {
  return `${refText} pod-identity-association`;
}

/** What a step is about to make, as our records name it: written before it is made, and the only proof later that it is ours. */
export function recordsOf({ effect, target }: PlannedStep): string[] {
  switch (effect?.type) {
    case 'create-policy':
    case 'create-association':
    case 'create-service-account':
    case 'attach-role-policy':
      return [target.name];
    case 'create-role':
      return effect.boundaryArn === undefined
        ? [target.name]
        : [target.name, boundaryRecord(target.name, effect.boundaryArn)];
    case 'put-role-boundary':
      return [boundaryRecord(target.name, effect.boundaryArn)];
    default:
      return [];
  }
}
