import type { Recognizer } from '../types';

/** What EKS Pod Identity and its agent say. */
export const podIdentityErrors: Recognizer[] = [
  {
    pattern: /EKS does not have permissions to assume the associated role/gi,
    meaning:
      'The trust policy of the role does not let EKS Pod Identity hand it out, or the pod cannot be told from its node.',
    faults: [29, 38],
  },
  {
    pattern:
      /AssumeRoleForPodIdentity[^\n]{0,80}context canceled|169\.254\.170\.23\/v1\/credentials"?:? (?:dial|context deadline|connect)/gi,
    meaning: 'The agent of EKS Pod Identity did not answer in time.',
    faults: [29, 38],
  },
];
