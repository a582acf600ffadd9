/**
 * Actions that issue secrets, passwords, keys, or tokens.
 *
 * Source: the CredentialExposure list of primeharbor/sensitive_iam_actions (CC0-1.0). Left out: actions that take over identities (these are
 * escalation paths), actions that return credentials of the caller's own session, and ecr:GetAuthorizationToken, which alone gives access to no
 * repository. Added: actions of Secrets Manager, Systems Manager, and Redshift.
 */
export const CREDENTIAL_EXPOSURE = [
  'appsync:ListApiKeys',
  'chime:CreateApiKey',
  'codeartifact:GetAuthorizationToken',
  'codepipeline:PollForJobs',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'cognito-idp:DescribeUserPoolClient',
  'connect:GetFederationToken',
  'connect:ListSecurityKeys',
  'ec2:GetPasswordData',
  'gamelift:GetComputeAuthToken',
  'gamelift:GetInstanceAccess',
  'gamelift:RequestUploadCredentials',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetBucketAccessKeys',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'mediapackage:RotateIngestEndpointCredentials',
  'rds-db:connect',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'snowball:GetJobUnlockCode',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'storagegateway:DescribeChapCredentials',
  'sts:GetFederationToken',
] as const;
