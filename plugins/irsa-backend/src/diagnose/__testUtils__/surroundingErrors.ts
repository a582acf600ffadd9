import { seen, type RealError } from './realError';

/** Error texts of what surrounds the chain: networks, versions and quotas. */
export const surroundingErrors: RealError[] = [
  seen(
    'external-secrets/external-secrets/issues/651',
    24,
    'Post "https://sts.amazonaws.com/": dial tcp: i/o timeout',
  ),
  seen(
    'turbot/steampipe-plugin-aws/issues/1510',
    24,
    'RegionDisabledException: STS is not activated in this region for account',
  ),
  seen(
    'aws/containers-roadmap/issues/2413',
    40,
    'PackedPolicyTooLargeException: Packed size of session tags consumes 112% of allotted space.',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'smithy-lang/smithy-typescript/issues/1143',
    21,
    '169.254.170.23 is not a valid container metadata service hostname',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'aws/eks-pod-identity-agent/issues/16',
    47,
    'listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'aws/amazon-eks-pod-identity-webhook/issues/225',
    44,
    'expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=',
  ),
  seen(
    'external-secrets/external-secrets/issues/390',
    42,
    'Access to KMS is not allowed',
  ),
];
