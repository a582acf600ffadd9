import type { DeniedGroup } from './types';

/** Denied actions that run code with another role. */
export const CODE: readonly DeniedGroup[] = [
  {
    title: 'Code of Lambda functions',
    actions: [
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:AddPermission',
      'lambda:RemovePermission',
      'lambda:*LayerVersionPermission',
      'lambda:*FunctionUrlConfig',
      'lambda:CreateEventSourceMapping',
      'lambda:EnableReplication*',
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
      'codestar:CreateProject',
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
      'glue:*Notebook*',
      'greengrass:AssociateServiceRoleToAccount',
      'redshift:ModifyClusterIamRoles',
      'sagemaker:CreatePresigned*',
      'datapipeline:PutPipelineDefinition',
      'apprunner:UpdateService',
      'cloud9:*EnvironmentMembership',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    attack: 'Run code with the role of another service.',
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
];
