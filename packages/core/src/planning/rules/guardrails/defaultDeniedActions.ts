/** Actions that no service is given, and what it could do with them. */
export interface DeniedGroup {
  title: string;
  /** With `*` and `?`. */
  actions: readonly string[];
  attack: string;
}

/**
 * The actions that are denied where `irsa.guardrails` does not say otherwise: with each of them a service could give itself or others more than
 * it was granted, act as somebody else, or hide what it did. `yarn docs` writes them into the guardrails page.
 */
export const DENIED_GROUPS: readonly DeniedGroup[] = [
  {
    title: 'IAM',
    actions: ['iam:*', 'rolesanywhere:*'],
    attack:
      'Make users, access keys, roles and policies, pass roles, and remove permissions boundaries.',
  },
  {
    title: 'STS',
    actions: [
      'sts:Assume*',
      'sts:GetFederationToken',
      'sts:GetWebIdentityToken',
    ],
    attack:
      'Act as another role, as the root user of a member account, or get tokens that outlive the service.',
  },
  {
    title: 'Organizations and accounts',
    actions: [
      'organizations:*',
      'account:*',
      'controltower:*',
      'servicecatalog:*',
    ],
    attack: 'Remove SCPs, leave the organization, or close accounts.',
  },
  {
    title: 'IAM Identity Center and directories',
    actions: [
      'sso:*',
      'sso-directory:*',
      'identitystore:*',
      'identitystore-auth:*',
      'identity-sync:*',
      'ds:*',
    ],
    attack: 'Assign people to accounts, or add them to groups that are.',
  },
  {
    title: 'Cognito and Lake Formation',
    actions: [
      'cognito-identity:SetIdentityPoolRoles',
      'lakeformation:*Permissions',
      'lakeformation:PutDataLakeSettings',
    ],
    attack: 'Give roles or data to identities outside of IAM.',
  },
  {
    title: 'KMS administration',
    actions: [
      'kms:PutKeyPolicy',
      'kms:CreateGrant',
      'kms:RevokeGrant',
      'kms:RetireGrant',
      'kms:Disable*',
      'kms:ScheduleKeyDeletion',
      'kms:DeleteImportedKeyMaterial',
      'kms:DeleteAlias',
      'kms:UpdateAlias',
      'kms:UpdatePrimaryRegion',
      'kms:ReplicateKey',
      'kms:*CustomKeyStore',
    ],
    attack: 'Give keys to others, or make data unreadable.',
  },
  {
    title: 'Billing',
    actions: [
      'aws-portal:*',
      'billing:*',
      'payments:*',
      'tax:*',
      'invoicing:*',
      'consolidatedbilling:*',
      'purchase-orders:*',
      'budgets:*',
      'cur:*',
      'aws-marketplace:Subscribe',
      'route53domains:*',
      'savingsplans:CreateSavingsPlan',
      '*:Purchase*',
    ],
    attack: 'Spend money, change who pays, or transfer domains.',
  },
  {
    title: 'Code of Lambda functions',
    actions: [
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:AddPermission',
      'lambda:AddLayerVersionPermission',
      'lambda:*FunctionUrlConfig',
    ],
    attack: 'Run code with the role of a function, or let others call it.',
  },
  {
    title: 'Commands and sessions on machines',
    actions: [
      'ssm:SendCommand',
      'ssm:StartSession',
      'ssm:ResumeSession',
      'ssm:StartAutomationExecution',
      'ssm:*Association*',
      'ssm:ModifyDocumentPermission',
      'ssm-guiconnect:*',
      'ec2-instance-connect:*',
      'ecs:ExecuteCommand',
    ],
    attack:
      'Run commands on instances and in containers, with the roles that they have.',
  },
  {
    title: 'EC2 instances',
    actions: [
      'ec2:ModifyInstanceAttribute',
      'ec2:ModifyInstanceMetadataOptions',
      'ec2:AssociateIamInstanceProfile',
      'ec2:ReplaceIamInstanceProfileAssociation',
      'ec2:GetPasswordData',
      'ec2:*SerialConsoleAccess',
    ],
    attack:
      'Change user data, which runs as root, give an instance another role, or reach its credentials.',
  },
  {
    title: 'Infrastructure as code',
    actions: [
      'cloudformation:*StackSet*',
      'cloudformation:SetStackPolicy',
      'cloudformation:CreateStack',
      'cloudformation:UpdateStack',
      'cloudformation:DeleteStack',
      'cloudformation:*ChangeSet',
      'cloudformation:*Type*',
      'codebuild:StartBuild*',
      'codebuild:UpdateProject*',
      'codepipeline:UpdatePipeline',
      'codepipeline:StartPipelineExecution',
    ],
    attack: 'Change infrastructure with the role of a stack or pipeline.',
  },
  {
    title: 'Services that run code with a role of their own',
    actions: [
      'states:UpdateStateMachine',
      'glue:UpdateDevEndpoint',
      'glue:UpdateJob*',
      'sagemaker:CreatePresigned*',
      'datapipeline:PutPipelineDefinition',
      'apprunner:UpdateService',
      'cloud9:*EnvironmentMembership',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    attack: 'Run code with a role that was given to another service.',
  },
  {
    title: 'EKS access',
    actions: [
      'eks:*AccessEntry',
      'eks:*AccessPolicy',
      'eks:*PodIdentityAssociation',
      'eks:*IdentityProviderConfig',
      'eks:UpdateClusterConfig',
    ],
    attack:
      'Become an administrator of a cluster, or give a role to any of its ServiceAccounts.',
  },
  {
    title: 'Resource policies',
    actions: [
      '*:PutResourcePolicy',
      '*:DeleteResourcePolicy',
      's3:*BucketPolicy',
      's3:*AccessPointPolicy*',
      's3:PutBucketAcl',
      's3:PutBucketOwnershipControls',
      's3:*PublicAccessBlock',
      's3:*AccessGrant*',
      'sqs:AddPermission',
      'sqs:RemovePermission',
      'sqs:SetQueueAttributes',
      'sns:AddPermission',
      'sns:RemovePermission',
      'sns:SetTopicAttributes',
      'events:PutPermission',
      'ecr:*RepositoryPolicy',
      'ecr:*RegistryPolicy',
      'ecr-public:*RepositoryPolicy',
      'elasticfilesystem:*FileSystemPolicy',
      'glacier:*VaultAccessPolicy',
      'codeartifact:*PermissionsPolicy',
      'acm-pca:*Policy',
      'acm-pca:*Permission',
      'kafka:*ClusterPolicy',
      'vpc-lattice:*AuthPolicy',
      'apigateway:UpdateRestApiPolicy',
      'ses:*IdentityPolicy',
      'logs:PutDestinationPolicy',
    ],
    attack:
      'Open a resource to other accounts or everybody, or lock its owners out.',
  },
  {
    title: 'Sharing, copies and backups',
    actions: [
      'ram:*',
      's3:PutReplicationConfiguration',
      's3:BypassGovernanceRetention',
      'ec2:ModifySnapshotAttribute',
      'ec2:ModifyImageAttribute',
      'rds:ModifyDB*SnapshotAttribute',
      'redshift:AuthorizeSnapshotAccess',
      'backup:*BackupVaultAccessPolicy',
      'backup:*BackupVaultLockConfiguration',
      'backup:DeleteBackupVault',
      'backup:DeleteRecoveryPoint',
      'backup:UpdateGlobalSettings',
      'backup:UpdateRecoveryPointLifecycle',
    ],
    attack:
      'Carry data out of the account, or destroy what it is restored from.',
  },
  {
    title: 'Audit and detection',
    actions: [
      'cloudtrail:StopLogging',
      'cloudtrail:StopEventDataStoreIngestion',
      'cloudtrail:Delete*',
      'cloudtrail:Update*',
      'cloudtrail:Put*',
      'config:Delete*',
      'config:Stop*',
      'config:Put*',
      'guardduty:Delete*',
      'guardduty:Disassociate*',
      'guardduty:Stop*',
      'guardduty:Update*',
      'guardduty:CreateFilter',
      'guardduty:ArchiveFindings',
      'securityhub:Delete*',
      'securityhub:Disable*',
      'securityhub:Disassociate*',
      'securityhub:BatchUpdateFindings',
      'access-analyzer:DeleteAnalyzer',
      'inspector2:Disable',
      'macie2:DisableMacie',
      'detective:DeleteGraph',
      'wafv2:Delete*',
      'wafv2:DisassociateWebACL',
      'shield:Delete*',
      'network-firewall:Delete*',
      'ec2:DeleteFlowLogs',
      'logs:DeleteLogGroup',
      'logs:PutAccountPolicy',
    ],
    attack: 'Hide what was done.',
  },
  {
    title: 'Tags of any resource',
    actions: ['tag:TagResources', 'tag:UntagResources'],
    attack: 'Get what policies give to resources with a tag.',
  },
];

/** All of them. */
export const DEFAULT_DENIED_ACTIONS: readonly string[] = DENIED_GROUPS.flatMap(
  ({ actions }) => actions,
);
