import { randomBytes } from 'node:crypto';

/** By which AWS CloudTrail and the audit log of a cluster show our calls. Documented: rules of a SIEM depend on it. */
export const USER_AGENT = 'irsa-for-backstage';

/** What a session is for: the exchange of a live proof, or the role that requests its token. */
type SessionPurpose = 'proof' | 'token-request';

/** The name of a session of ours: a fixed prefix for each purpose, and what tells sessions apart. Documented like the user agent. */
export function sessionName(purpose: SessionPurpose): string {
  return `backstage-irsa-${purpose}-${randomBytes(6).toString('hex')}`;
}
