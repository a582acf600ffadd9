import type { Blocker } from '@backstage-irsa/iam-policy';

/** Words a request to the administrators of an SCP or RCP for the exception that the role needs. */
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
      : `exempt ${action} or the role in ${statement}${kind} "${policy}"${where}`;
  return `Ask the organization's administrators to ${what}.`;
}
