import { fail, pass, undecided } from './answer';
import type { Check } from './types';

/** Whether AWS STS took a token of the ServiceAccount for the role. Only asked when a live proof was made. */
export const check: Check = {
  meta: {
    id: 'live-proof',
    link: 'trust-policy',
    question: 'Does AWS STS take a token of the ServiceAccount for the role?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
      'InvalidIdentityToken',
    ],
    reads: ['create serviceaccounts/token'],
    faults: [9, 10],
    mechanisms: ['irsa'],
    docs: 'docs/checks/live-proof.md',
    needs: [
      'role-annotation',
      'provider-exists',
      'audience',
      'role-exists',
      'trust-policy',
    ],
    provedByExchange: true,
  },
  run(observed, liveProof) {
    if (liveProof === null) return undecided('No live proof was made.');
    if (liveProof.result === 'proved') {
      return pass(`AWS STS gave out ${liveProof.assumedRoleArn}.`);
    }
    const reason = liveProof.reason ?? 'No reason was given.';
    return liveProof.result === 'refused'
      ? fail(`AWS STS refused the token. ${reason}`, {
          sentence: `Compare the trust policy of the role with the claims of a token: kubectl create token ${observed.ref.name} -n ${observed.ref.namespace} --audience sts.amazonaws.com`,
        })
      : undecided(`The live proof could not be made. ${reason}`);
  },
};
