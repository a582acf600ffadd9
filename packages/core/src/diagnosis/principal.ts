import { parseRoleArn } from '../arn/arn';
import type { PrincipalKind } from './types';

/** A session of EC2 is named after the instance; some blank out the digits before they paste. */
const INSTANCE = /^i-[\w.{}<>*-]*$/;

/** Whose credentials an ARN of an error text stands for. */
export function principalKind(
  principal: string | undefined,
  roleArn: string | null,
): PrincipalKind {
  if (principal === undefined) return 'unknown';
  if (/:user\//.test(principal)) return 'iam-user';
  const [, name, session] =
    principal.match(/assumed-role\/([^/\s]+)(?:\/(\S+))?/) ?? [];
  if (name === undefined) return 'unknown';
  const own = roleArn === null ? undefined : parseRoleArn(roleArn)?.name;
  if (name === own) return 'service-account-role';
  if (session !== undefined && INSTANCE.test(session)) return 'node-role';
  return own === undefined ? 'unknown' : 'other-role';
}
