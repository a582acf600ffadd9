import type {
  IamServiceAccount,
  Verification,
} from '@backstage-irsa/core/model';

/** Returns the remediations of checks that did not pass, each with its commands: failures first. */
function remediations({ checks }: Verification): string[] {
  const open = ['fail', 'warn'].flatMap(wanted =>
    checks.filter(({ result }) => result === wanted),
  );
  return open.flatMap(({ remediation, commands = [] }) =>
    remediation
      ? [
          [
            remediation,
            // A remediation can contain its only command itself.
            ...commands
              .filter(command => !remediation.includes(command))
              .map(command => `\`${command}\``),
          ].join(' '),
        ]
      : [],
  );
}

/**
 * Returns the next steps for users, as sentences in Markdown: the remediations of checks, and the pod template if no pod has the role. Empty if the
 * service can use its role.
 */
export function nextSteps(
  verification: Verification,
  { name, workloads }: Pick<IamServiceAccount, 'name' | 'workloads'>,
): string[] {
  const unused =
    workloads?.pods === 0
      ? [
          `Set \`serviceAccountName: ${name}\` in the pod template of the service and deploy it: no pod runs with the role yet.`,
        ]
      : [];
  return [...new Set([...remediations(verification), ...unused])];
}
