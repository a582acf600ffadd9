import type { Blocker } from '@backstage-irsa/iam-policy';

/** What an SCP or an RCP has to except, as its administrators are asked for it. */
export function askForException(
  { layer, level, policy, sid }: Blocker,
  action: string,
): string {
  const kind =
    layer === 'service-control'
      ? 'service control policy'
      : 'resource control policy';
  const where = level === undefined ? '' : ` attached to ${level}`;
  const statement = sid === undefined ? '' : `statement ${sid} of `;
  const what =
    policy === undefined
      ? `allow ${action} in a ${kind}${where}`
      : `except ${action} or the role in ${statement}${kind} "${policy}"${where}`;
  return `Ask the organization's administrators to ${what}.`;
}
