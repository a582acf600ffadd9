import { evidenceOf, grantedBroadly, type RiskRule } from './risk';

// Source: the "CredentialExposure" list of primeharbor/sensitive_iam_actions (CC0), less those that create credentials of IAM users,
// which are privilege escalation here, and ecr:GetAuthorizationToken, which opens no repository and has no resources to narrow it to.
const ACTIONS = [
  'chime:CreateApiKey',
  'codepipeline:PollForJobs',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'connect:GetFederationToken',
  'ec2:GetPasswordData',
  'gamelift:RequestUploadCredentials',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetBucketAccessKeys',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'rds-db:connect',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'ssm:GetParameterHistory',
  'sts:GetFederationToken',
] as const;

/** Secrets, passwords or tokens of every holder, not of named ones. */
export const credentialExposure: RiskRule = access => {
  const { actions, grants } = grantedBroadly(access, ACTIONS);
  if (actions.length === 0) return [];
  return [
    {
      id: 'credential-exposure-all-resources',
      severity: 'high',
      message: `It may read secrets or credentials on all resources by ${actions.join(
        ', ',
      )}.`,
      evidence: evidenceOf(grants),
    },
  ];
};
