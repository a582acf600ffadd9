import { seen, type RealError } from './realError';

/** Error texts about the environment of the chain: networks, versions, and quotas. */
export const surroundingErrors: RealError[] = [
  seen(
    'external-secrets/external-secrets/issues/651',
    'global-sts',
    'Post "https://sts.amazonaws.com/": dial tcp: i/o timeout',
  ),
  seen(
    'turbot/steampipe-plugin-aws/issues/1510',
    'sts-region-inactive',
    'RegionDisabledException: STS is not activated in this region for account',
  ),
  seen(
    'aws/containers-roadmap/issues/2413',
    'aws-profile',
    'PackedPolicyTooLargeException: Packed size of session tags consumes 112% of allotted space.',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'smithy-lang/smithy-typescript/issues/1143',
    'sdk-without-pod-identity',
    '169.254.170.23 is not a valid container metadata service hostname',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'getsentry/vroom/issues/661',
    'sdk-without-pod-identity',
    '2026/02/03 16:19:21 Ignoring, HTTP credential provider invalid endpoint host, "169.254.170.23", only loopback hosts are allowed. <nil>',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'punk-security/dnsReaper/issues/189',
    'sdk-without-pod-identity',
    "ValueError: Unsupported host '169.254.170.23'.  Can only retrieve metadata from these hosts: 169.254.170.2, localhost, 127.0.0.1",
    { mechanism: 'pod-identity' },
  ),
  seen(
    'opensearch-project/OpenSearch/issues/17305',
    'sdk-without-pod-identity',
    'The full URI (http://169.254.170.23/v1/credentials) contained within environment variable AWS_CONTAINER_CREDENTIALS_FULL_URI has an invalid host. Host should resolve to a loopback address or have the full URI be HTTPS.',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'elastic/cloud-on-k8s/issues/8320',
    'sdk-without-pod-identity',
    'Caused by: com.amazonaws.SdkClientException: The full URI (http://169.254.170.23/v1/credentials) contained withing environment variable AWS_CONTAINER_CREDENTIALS_FULL_URI has an invalid host. Host can only be one of [localhost, 127.0.0.1]',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'aws/eks-pod-identity-agent/issues/16',
    'agent-not-ready',
    'listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'aws/amazon-eks-pod-identity-webhook/issues/225',
    'webhook-version',
    'expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=',
  ),
  seen(
    'external-secrets/external-secrets/issues/390',
    'kms-key-denies',
    'Access to KMS is not allowed',
  ),
];
