import { command } from '../model/shell';

/** Returns the commands that detach a managed policy from a role, and that attach it again. */
export function attachment(roleName: string, arn: string): [string, string] {
  const about = ['--role-name', roleName, '--policy-arn', arn];
  return [
    command('aws', 'iam', 'detach-role-policy', ...about),
    command('aws', 'iam', 'attach-role-policy', ...about),
  ];
}

/** Returns the EKS name of a cluster, which is the end of its ARN. */
export function eksName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
