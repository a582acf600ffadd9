import { seen, type RealError } from './realError';
import { surroundingErrors } from './surroundingErrors';
import { unexplainedErrors } from './unexplainedErrors';

/**
 * Error texts of AWS STS, of the SDKs for Go, JavaScript, Python, Java, .NET, Ruby, and Rust, and of AWS services. Each is a verbatim copy from a
 * public thread, except for account numbers.
 */
export const realErrors: RealError[] = [
  ...surroundingErrors,
  ...unexplainedErrors,
  seen(
    'kubernetes-sigs/aws-load-balancer-controller/issues/2315',
    'no-oidc-provider',
    `2021/10/22 03:14:16 Could not initialize EKS CloudWatch client: WebIdentityErr: failed to retrieve credentials
caused by: InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-east-1.amazonaws.com/id/***********************************************
	status code: 400, request id: 3714365f-c50b-4cae-b958-917eb6a34b50`,
  ),
  seen(
    'namespacelabs/foundation/issues/801',
    'no-oidc-provider',
    'failed to retrieve credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, exceeded maximum number of attempts, 3, https response error StatusCode: 400, RequestID: 15810d8a-d7cf-4cf6-a789-344247a93714, InvalidIdentityToken: No OpenIDConnect provider found in your account for {redacted}',
  ),
  seen(
    'aws/aws-sdk-js-v3/issues/5083',
    'no-oidc-provider',
    `InvalidIdentityTokenException: No OpenIDConnect provider found in your account for https://oidc.eks.cn-north-1.amazonaws.com.cn/id/<ID>
    at de_InvalidIdentityTokenExceptionRes (/path/node_modules/@aws-sdk/client-sts/dist-cjs/protocols/Aws_query.js:436:23)`,
  ),
  seen(
    'external-secrets/kubernetes-external-secrets/issues/622',
    'wrong-subject',
    'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  ),
  seen(
    'awslabs/data-on-eks/issues/338',
    'wrong-subject',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  ),
  seen(
    'terraform-aws-modules/terraform-aws-eks/issues/702',
    'wrong-subject',
    `failed to build LoadBalancer configuration due to failed to get AWS tags. Error: WebIdentityErr: failed to retrieve credentials
caused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
  ),
  seen(
    'aws/aws-sdk-java-v2/issues/1470',
    'wrong-subject',
    `software.amazon.awssdk.services.sts.model.StsException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: d8ee3773-3046-41d0-9b95-373ec1ae7b07, Extended Request ID: null)
        at software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:123)`,
  ),
  seen(
    'crossplane/crossplane/issues/5578',
    'wildcard-under-equals',
    'failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: 4a8524d5-fc0e-46ff-9000-fd823d1b8661, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  ),
  seen(
    'aws/karpenter-provider-aws/issues/1666',
    'arn-prefixed-key',
    String.raw`{"level":"FATAL","time":"2024-01-04T20:42:05.150Z","logger":"controller","message":"Checking EC2 API connectivity, WebIdentityErr: failed to retrieve credentials\ncaused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n\tstatus code: 403, request id: 97ec51e8-f5f8-4aee-bb04-e08f323ebc8a"`,
  ),
  seen(
    'aws/amazon-eks-pod-identity-webhook/issues/30',
    'mistyped-issuer-host',
    `An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity
command terminated with exit code 254`,
  ),
  seen(
    'aws/aws-node-termination-handler/issues/373',
    'more-conditions',
    String.raw`2021/02/24 18:21:12 ??? There was a problem monitoring for events error="WebIdentityErr: failed to retrieve credentials\ncaused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n\tstatus code: 403, request id: ef27c9bd-e129-44ca-bbbe-839cdcc3e840" event_type=SQS_TERMINATE`,
  ),
  seen(
    'awslabs/amazon-eks-irsa-cfn/pull/18',
    'audience-differs',
    'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
  ),
  seen(
    'aws/amazon-eks-pod-identity-webhook/issues/232',
    'audience-differs',
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>InvalidIdentityToken</Code>
    <Message>Incorrect token audience</Message>
  </Error>
  <RequestId>b214072d-5c22-46e6-a6bd-b6a28c08a7f2</RequestId>
</ErrorResponse>`,
  ),
  seen(
    'aws/aws-sdk-ruby/issues/2698',
    'default-token-path',
    'Aws::STS::Errors::InvalidIdentityToken "Missing a required claim: aud" exception',
  ),
  seen(
    'external-secrets/kubernetes-external-secrets/issues/290',
    'default-token-path',
    `AWS_ROLE_ARN=arn:aws:iam::xxx:role/xxx
AWS_WEB_IDENTITY_TOKEN_FILE=/run/secrets/kubernetes.io/serviceaccount/token`,
  ),
  seen(
    'alphagov/gsp/pull/889',
    'thumbprint',
    "An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
  ),
  seen(
    'awslabs/aws-sdk-rust/issues/827',
    'keys-unreachable',
    `"message":"STS returned an error assuming web identity role","error":"service error: InvalidIdentityTokenException: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements`,
  ),
  seen(
    'aws/aws-cli/issues/7194',
    'keys-unreachable',
    "An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  ),
  seen(
    'awslabs/aws-orbit-workbench/issues/707',
    'expired-token',
    'botocore.errorfactory.ExpiredTokenException: An error occurred (ExpiredTokenException) when calling the AssumeRoleWithWebIdentity operation: Token expired: current date/time 1624482533 must be before the expiration date/time1624482335',
  ),
  seen(
    'aws/aws-sdk-java-v2/issues/5709',
    'expired-token',
    's.a.a.s.s.m.ExpiredTokenException: Token expired: current date/time 1731098245 must be before the expiration date/time 1731095240 (Service: Sts, Status Code: 400, Request ID: 22679931-6a1d-4db3-abd0-a189de181809)',
  ),
  seen(
    'mozilla-iam/mozilla-aws-cli/issues/146',
    'expired-token',
    `    <Code>ExpiredTokenException</Code>
    <Message>Token too old: 441398</Message>`,
  ),
  seen(
    'external-secrets/kubernetes-external-secrets/issues/368',
    'pod-older-than-annotation',
    'User: arn:aws:sts::<ACCOUNT_ID>:assumed-role/eksctl-<CLUSTER_NAME>-nodegroup-m-NodeInstanceRole-1UU8XUZSIV6RZ/i-0e5afb93460d609d2 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::<ACCOUNT_ID>:role/eks-secretsmanager',
  ),
  seen(
    'kubernetes-sigs/external-dns/issues/1684',
    'webhook-missing',
    String.raw`time="2020-07-24T06:41:05Z" level=error msg="AccessDenied: User: arn:aws:sts:XXXXXXXXXassumed-role/eks-cluster-XXXXXXX-NodeInstanceRole-XXXXXXXX/i-XXXXXXXXXX is not authorized to perform: route53:ListHostedZones\n\tstatus code: 403, request id: XXXXX-XXXXX-XXXXX-XXXXXX`,
  ),
  seen(
    'external-secrets/kubernetes-external-secrets/issues/419',
    'lookup-race',
    'User: arn:aws:sts::{accountId}:assumed-role/eksctl-{clusterName}-nodegroup-24b3-NodeInstanceRole-{hash}/i-{instanceId} is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:ap-southeast-2:{accountId}:secret:{secretKey}-nzYAC0',
  ),
  seen(
    'physera/onelogin-aws-cli/issues/12',
    'malformed-arn',
    'botocore.exceptions.ClientError: An error occurred (ValidationError) when calling the AssumeRoleWithSAML operation: Request ARN is invalid',
  ),
  seen(
    'mmmorris1975/aws-runas/issues/80',
    'malformed-arn',
    "operation error STS: AssumeRoleWithSAML, https response error StatusCode: 400, RequestID: a02e53a0-db50-464c-92bc-5011b14bd3cd, api error ValidationError: 4 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern",
  ),
  seen(
    'aws/amazon-eks-pod-identity-webhook/issues/67',
    'container-sets-role',
    '2020/08/02 20:51:43 I! 2020/08/02 20:51:40 E! [EC2] getting new session info:  WebIdentityErr: role ARN is not set',
  ),
  seen(
    'jbrt/ec2cryptomatic/issues/26',
    'static-keys',
    '2021/10/19 12:56:32 Error with this key: AccessDeniedException: User: arn:aws:iam::3915824****:user/EC2Cryptomatic is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:us-west-2:3915824****:key/*****-048e-4be0-b497-ca151cd223c5 because no resource-based policy allows the kms:DescribeKey action.',
  ),
  seen(
    'awslabs/amazon-ecr-credential-helper/issues/234',
    'old-sdk',
    String.raw`level=error msg="Error retrieving credentials" error="ecr: Failed to get authorization token: NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors"`,
  ),
  seen(
    'aws/aws-sdk-js/issues/2848',
    'token-unreadable',
    String.raw`"stack":"CredentialsError: Missing credentials in config\n    at Object.openSync (fs.js:439:3)\n    at Object.readFileSync (fs.js:344:35)\n    at TokenFileWebIdentityCredentials.load (/app/node_modules/aws-sdk/lib/credentials/token_file_web_identity_credentials.js:163:28)`,
  ),
  seen(
    'amazon-archives/k8s-cloudwatch-adapter/issues/25',
    'token-unreadable',
    `E0228 22:36:09.853815       1 client.go:102] err: WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token
caused by: open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied`,
  ),
  seen(
    'ansible/awx/issues/8966',
    'token-unreadable',
    String.raw`PermissionError: [Errno 13] Permission denied: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'\n`,
  ),
  seen(
    'Soluto/kamus/issues/588',
    'token-unreadable',
    `System.InvalidOperationException: A token could not be loaded from the WebIdentityTokenFile.
 ---> System.UnauthorizedAccessException: Access to the path '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' is denied.
 ---> System.IO.IOException: Permission denied`,
  ),
  seen(
    'hashicorp/terraform-provider-aws/issues/34865',
    'global-sts',
    'operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: f16ffea6-1579-440e-aed9-f5f18c361a85, api error SignatureDoesNotMatch: Credential should be scoped to a valid region.',
  ),
  seen(
    'cloud-custodian/cloud-custodian/pull/4900',
    'global-sts',
    "An error occurred (SignatureDoesNotMatch) when calling the AssumeRole operation: Credential should be scoped to a valid region, not 'us-east-2'.",
  ),
  seen(
    'kubeflow/kubeflow/issues/6687',
    'trust-policy-full',
    String.raw`Failed applying plugin	{"profile": "/testuser2", "namespace": "testuser2", "error": "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048\n\tstatus code: 409, request id: 822236a2-097b-40fc-ae6e-d4be18af09d3"}`,
  ),
  seen(
    'apache/airflow/pull/27331',
    'trust-policy-full',
    '(LimitExceeded) when calling the UpdateAssumeRolePolicy operation: Cannot exceed quota for ACLSizePerRole: 2048',
  ),
  seen(
    'aws/eks-hybrid/pull/741',
    'policies-full',
    'Resource handler returned message: "Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: 409, Request ID: a42eda91-33d6-4a53-976c-2948b84c77b5) (SDK Attempt Count: 1)"',
  ),
  seen(
    'aws/eks-pod-identity-agent/issues/139',
    'pod-identity-trust',
    ` failed to refresh cached credentials, failed to load credentials,
Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client`,
    { mechanism: 'pod-identity' },
  ),
  seen(
    'aws/secrets-store-csi-driver-provider-aws/issues/465',
    'pod-identity-trust',
    'Error fetching credentials: error getting credentials to cache: unable to fetch credentials from EKS Auth: operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 0, RequestID: , canceled, context canceled',
    { mechanism: 'pod-identity' },
  ),
  seen(
    'kreuzwerker/awsu/issues/27',
    'session-too-long',
    `failed to assume role "arn:aws:iam::[IAMID]:role/xw-operator-cross-account": ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.
	status code: 400, request id: 3ff3d68f-6d61-11e8-83f8-014ef402c6d5`,
  ),
  seen(
    'aws/karpenter-provider-aws/issues/6298',
    'action-not-allowed',
    'launching nodeclaim, creating instance, with fleet error(s), UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::111111:assumed-role/${CLUSTER_NAME}-karpenter/1717079343811266923 is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111111:role/KarpenterNodeRole-${CLUSTER_NAME} because no identity-based policy allows the iam:PassRole action. Encoded Failure: <encoded-message>',
    { role: '${CLUSTER_NAME}-karpenter' },
  ),
  seen(
    'kubernetes-sigs/karpenter/issues/2813',
    'action-not-allowed',
    'You are not authorized to perform this operation. User: arn:aws:sts::XXXXXX:assumed-role/abc-Karpenter-Role/1768825272022703283 is not authorized to perform: ec2:CreateFleet on resource: arn:aws:ec2:us-west-2:XXXXXX:launch-template/* because no identity-based policy allows the ec2:CreateFleet action. Encoded authorization failure message: XXXX',
    { role: 'abc-Karpenter-Role' },
  ),
  seen(
    'alphagov/gsp/pull/990',
    'action-not-allowed',
    'API: iam:UpdateRole User: arn:aws:sts::111122223333:assumed-role/sandbox-service-operator/1581603874295411240 is not authorized to perform: iam:UpdateRole on resource: role svcop-sandbox-sandbox-main-testsvcacc',
    { role: 'sandbox-service-operator' },
  ),
  seen(
    'aws/karpenter-provider-aws/issues/7370',
    'organization-denies',
    'launching nodeclaim, creating instance, with fleet error(s), UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::123456789:assumed-role/karpeter-controller-role/1731429849551905269 is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-2:123456789:instance/* with an explicit deny in a service control policy. Encoded authorization failure message: g4oZPBqZ4Bni8dE5dGjxYTnOZ...',
    { role: 'karpeter-controller-role' },
  ),
  seen(
    'buildkite/docs/pull/2344',
    'resource-policy-denies',
    'An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/… is not authorized to perform: kms:GenerateDataKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    { role: '…' },
  ),
  seen(
    'aws/eks-anywhere/pull/9485',
    'aws-profile',
    'An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  ),
  seen(
    '99designs/aws-vault/issues/263',
    'aws-profile',
    'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  ),
];
