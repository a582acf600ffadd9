import type { ObservedRole } from '../../model/observed';

/**
 * Returns why the trust policy of a role is unknown: IAM accepts something in it that Backstage does not, so a change could remove what others need.
 * Undefined if it was read.
 */
export function whyTrustUnreadable({
  trust: { document, errors },
}: Pick<ObservedRole, 'trust'>): string | undefined {
  if (document !== undefined) return undefined;
  const [first] = errors;
  const at = first?.path ? `${first.path}: ` : '';
  const cause = first ? ` (${at}${first.reason.replace(/\.$/, '')})` : '';
  return `its trust policy cannot be read${cause}`;
}
