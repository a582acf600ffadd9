import { randomBytes } from 'node:crypto';

/** The user agent of this backend's calls in AWS CloudTrail and Kubernetes audit logs. It is documented: SIEM rules depend on it. */
export const USER_AGENT = 'irsa-for-backstage';

/** The purpose of a session: the token exchange of a live proof, or the role that requests the token for it. */
type SessionPurpose = 'proof' | 'token-request';

/** Returns a session name: a fixed prefix for each purpose, and a random suffix. The prefix is documented, like the user agent. */
export function sessionName(purpose: SessionPurpose): string {
  return `backstage-irsa-${purpose}-${randomBytes(6).toString('hex')}`;
}
