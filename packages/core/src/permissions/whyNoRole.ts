import type { ObservedRolePolicies } from '../model/observed';

/** Explains why a ServiceAccount has no role: it names none, or the role ARN that it names is malformed. */
export function whyNoRole(
  who: string,
  { malformedRoleArn }: Pick<ObservedRolePolicies, 'malformedRoleArn'>,
): string {
  return malformedRoleArn === undefined
    ? `${who} has no role.`
    : `${who} names the role ${JSON.stringify(
        malformedRoleArn,
      )}, which is not a valid role ARN.`;
}
