import type { Recognizer } from '../types';

/** SDK messages about the token file. */
export const tokenFileErrors: Recognizer[] = [
  {
    pattern:
      /expected webhook response of admission\.k8s\.io\/v1, Kind=AdmissionReview, got \S{0,60}/gi,
    meaning:
      'The pod identity webhook supports v1beta1 but is registered for v1: set admissionReviewVersions of its configuration to ["v1beta1"], or update it.',
    faults: ['webhook-version'],
  },
  {
    pattern:
      /[\w/.-]{0,60}eks\.amazonaws\.com\/serviceaccount\/token'?:? (?:permission denied|is denied)|permission denied,?:? (?:open )?['"][\w/.-]{0,60}eks\.amazonaws\.com\/serviceaccount\/token|EACCES[^\n]{0,40}eks\.amazonaws\.com\/serviceaccount\/token/gi,
    meaning: "The container's user cannot read the token file.",
    faults: ['token-unreadable'],
  },
  {
    pattern:
      /Missing credentials in config(?:\\n|\s)+at Object\.openSync|Missing credentials in config[^\n]{0,200}TokenFileWebIdentity/gi,
    meaning: 'The AWS SDK could not open the token file.',
    faults: ['token-unreadable', 'user-volume', 'container-sets-role'],
  },
  {
    pattern:
      /[\w/.-]{0,60}eks\.amazonaws\.com\/serviceaccount\/token'?: no such file or directory|(?:No such file or directory:? |ENOENT[^\n]{0,40})['"]?[\w/.-]{0,60}eks\.amazonaws\.com\/serviceaccount\/token/gi,
    meaning:
      'The variables name a token file that the container does not have.',
    faults: [
      'user-volume',
      'container-sets-role',
      'pod-older-than-annotation',
      'lookup-race',
    ],
  },
  {
    pattern:
      /AWS_WEB_IDENTITY_TOKEN_FILE["']?\s*[:=]\s*["']?[\w/.-]{0,60}kubernetes\.io\/serviceaccount\/token/gi,
    meaning:
      "The container reads the cluster's own token instead of the one for AWS.",
    faults: ['default-token-path', 'container-sets-role'],
  },
  {
    pattern: /WebIdentityErr: role ARN is not set/gi,
    meaning: 'The container has a token file, but no role.',
    faults: ['container-sets-role', 'pod-older-than-annotation'],
  },
];
