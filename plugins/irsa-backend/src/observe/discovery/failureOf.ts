import type { IrsaDiscoveredPlace } from '@backstage-irsa/plugin-irsa-node';
import type { Observation } from '@backstage-irsa/core/model';
import { ASSUME_RIGHT } from '../aws/errors';

/** Returns why a place could not be read, and the remediation. */
export function failureOf(
  read: Observation<unknown>,
  where: string,
): NonNullable<IrsaDiscoveredPlace['failure']> {
  if (read.state !== 'unknown') {
    return { message: `AWS did not find ${where}.` };
  }
  const { reason, right, remediation } = read;
  return {
    message: reason,
    ...(right !== undefined && {
      missingPermission: right,
      remediation:
        remediation === undefined ? grantOf(right, where) : `${remediation}.`,
    }),
  };
}

function grantOf(right: string, where: string): string {
  return right === ASSUME_RIGHT
    ? `Create the role of aws.accountDefaults.roleName in ${where}, or exclude the account in irsa.discovery.organization.exclude.`
    : `Allow ${right} in the IAM policy of the backend's role in ${where}.`;
}
