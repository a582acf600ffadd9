import type { Recognizer } from '../types';

/** Messages of EKS Pod Identity and its agent. */
export const podIdentityErrors: Recognizer[] = [
  {
    pattern: /EKS does not have permissions to assume the associated role/gi,
    meaning:
      'The trust policy of the role does not allow EKS Pod Identity to assume it, or EKS cannot tell the pod from its node.',
    faults: ['pod-identity-trust', 'association-dangling'],
  },
  {
    // JavaScript, Go v1, Python, and Java, in this order.
    pattern:
      /169\.254\.170\.23 is not a valid container metadata service hostname|invalid endpoint host, "169\.254\.170\.23", only loopback hosts are allowed|Unsupported host '169\.254\.170\.23'|full URI \(http:\/\/(?:169\.254\.170\.23|\[fd00:ec2::23\])[^)\n]{0,60}\) contained with\w+ environment variable AWS_CONTAINER_CREDENTIALS_FULL_URI has an invalid host/gi,
    meaning: 'The AWS SDK is too old for EKS Pod Identity.',
    faults: ['sdk-without-pod-identity'],
  },
  {
    pattern:
      /(?:not authorized to perform:? eks-auth:AssumeRoleForPodIdentity|AssumeRoleForPodIdentity[^\n]{0,200}AccessDenied)[^\n]{0,200}/gi,
    meaning:
      'The EKS Pod Identity Agent calls EKS with the node role, which is not allowed to get the credentials of pods.',
    faults: ['node-role-denied', 'organization-denies'],
  },
  {
    pattern:
      /(?:proxyconnect|proxy)[^\n]{0,120}169\.254\.170\.23|169\.254\.170\.23[^\n]{0,120}(?:proxyconnect|proxy)/gi,
    meaning:
      "The application requests EKS Pod Identity credentials through a proxy: add 169.254.170.23 and [fd00:ec2::23] to the container's NO_PROXY.",
    faults: ['pod-identity-trust'],
  },
  {
    pattern:
      /listen tcp \S{1,60}:80: bind: (?:cannot assign requested address|address already in use)/gi,
    meaning:
      'The EKS Pod Identity Agent does not start on the node: another program uses its port, or the node has no IPv6.',
    faults: ['agent-not-ready'],
  },
  {
    pattern:
      /AssumeRoleForPodIdentity[^\n]{0,80}context canceled|169\.254\.170\.23\/v1\/credentials"?:? (?:dial|context deadline|connect)/gi,
    meaning: 'The EKS Pod Identity Agent did not respond in time.',
    faults: ['agent-not-ready', 'pod-identity-trust', 'association-dangling'],
  },
];
