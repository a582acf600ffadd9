/** The method by which a path leads to more permissions. Each method is one risk. */
export type EscalationWay =
  | 'self'
  | 'credentials'
  | 'roles'
  | 'pass-role'
  | 'workloads';

/** Actions that together let a principal gain more permissions than it has. */
export interface EscalationPath {
  /** The ID of the path on pathfinding.cloud, or an own ID if it does not list the path. */
  id: string;
  way: EscalationWay;
  actions: readonly string[];
  /** The services to which iam:PassRole must allow passing a role. One of them is enough. */
  passedTo?: readonly string[];
  /** Whether the path counts only on all resources: on named resources, deployments need its actions. */
  onlyOnAll?: boolean;
}

const LAMBDA = ['lambda.amazonaws.com'];
const EC2 = ['ec2.amazonaws.com'];
const ECS = ['ecs-tasks.amazonaws.com'];
const GLUE = ['glue.amazonaws.com'];
const CLOUDFORMATION = ['cloudformation.amazonaws.com'];
const CODEBUILD = ['codebuild.amazonaws.com'];
const SAGEMAKER = ['sagemaker.amazonaws.com'];

/**
 * The escalation paths, without paths that only add actions to another one.
 *
 * Source: DataDog, "pathfinding.cloud", AWS IAM privilege escalation paths (Apache-2.0), and Rhino Security Labs, "AWS IAM Privilege
 * Escalation – Methods and Mitigation".
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  { id: 'iam-001', way: 'self', actions: ['iam:CreatePolicyVersion'] },
  { id: 'rhino-2', way: 'self', actions: ['iam:SetDefaultPolicyVersion'] },
  { id: 'iam-005', way: 'self', actions: ['iam:PutRolePolicy'] },
  { id: 'iam-007', way: 'self', actions: ['iam:PutUserPolicy'] },
  { id: 'iam-008', way: 'self', actions: ['iam:AttachUserPolicy'] },
  { id: 'iam-009', way: 'self', actions: ['iam:AttachRolePolicy'] },
  { id: 'iam-010', way: 'self', actions: ['iam:AttachGroupPolicy'] },
  { id: 'iam-011', way: 'self', actions: ['iam:PutGroupPolicy'] },
  { id: 'iam-013', way: 'self', actions: ['iam:AddUserToGroup'] },
  {
    id: 'boundary-role',
    way: 'self',
    actions: ['iam:DeleteRolePermissionsBoundary'],
  },
  {
    id: 'boundary-role-change',
    way: 'self',
    actions: ['iam:PutRolePermissionsBoundary'],
  },
  { id: 'iam-002', way: 'credentials', actions: ['iam:CreateAccessKey'] },
  { id: 'iam-004', way: 'credentials', actions: ['iam:CreateLoginProfile'] },
  { id: 'iam-006', way: 'credentials', actions: ['iam:UpdateLoginProfile'] },
  {
    id: 'service-credential',
    way: 'credentials',
    actions: ['iam:ResetServiceSpecificCredential'],
  },
  { id: 'iam-012', way: 'roles', actions: ['iam:UpdateAssumeRolePolicy'] },
  {
    id: 'sts-001',
    way: 'roles',
    actions: ['sts:AssumeRole'],
    onlyOnAll: true,
  },
  {
    id: 'lambda-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
    passedTo: LAMBDA,
  },
  {
    id: 'lambda-002',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'lambda:CreateFunction',
      'lambda:CreateEventSourceMapping',
    ],
    passedTo: LAMBDA,
  },
  {
    id: 'lambda-006',
    way: 'pass-role',
    actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'],
    passedTo: LAMBDA,
  },
  {
    id: 'ec2-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'ec2:RunInstances'],
    passedTo: EC2,
  },
  {
    id: 'ec2-004',
    way: 'pass-role',
    actions: ['iam:PassRole', 'ec2:RequestSpotInstances'],
    passedTo: EC2,
  },
  {
    id: 'autoscaling-create',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'autoscaling:CreateLaunchConfiguration',
      'autoscaling:CreateAutoScalingGroup',
    ],
    passedTo: EC2,
  },
  {
    id: 'ecs-003',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'ecs:RegisterTaskDefinition',
      'ecs:CreateService',
    ],
    passedTo: ECS,
  },
  {
    id: 'ecs-008',
    way: 'pass-role',
    actions: ['iam:PassRole', 'ecs:RunTask'],
    passedTo: ECS,
  },
  {
    id: 'ecs-009',
    way: 'pass-role',
    actions: ['iam:PassRole', 'ecs:StartTask'],
    passedTo: ECS,
  },
  {
    id: 'glue-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:CreateDevEndpoint'],
    passedTo: GLUE,
  },
  {
    id: 'glue-003',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'],
    passedTo: GLUE,
  },
  {
    id: 'glue-004',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:CreateJob', 'glue:CreateTrigger'],
    passedTo: GLUE,
  },
  {
    id: 'glue-005',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:UpdateJob', 'glue:StartJobRun'],
    passedTo: GLUE,
  },
  {
    id: 'glue-006',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:UpdateJob', 'glue:CreateTrigger'],
    passedTo: GLUE,
  },
  {
    id: 'glue-007',
    way: 'pass-role',
    actions: ['iam:PassRole', 'glue:CreateSession', 'glue:RunStatement'],
    passedTo: GLUE,
  },
  {
    id: 'cloudformation-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'cloudformation:CreateStack'],
    passedTo: CLOUDFORMATION,
  },
  {
    id: 'cloudformation-003',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'cloudformation:CreateStackSet',
      'cloudformation:CreateStackInstances',
    ],
    passedTo: CLOUDFORMATION,
  },
  {
    id: 'cloudformation-004',
    way: 'pass-role',
    actions: ['iam:PassRole', 'cloudformation:UpdateStackSet'],
    passedTo: CLOUDFORMATION,
  },
  {
    id: 'datapipeline-001',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'datapipeline:CreatePipeline',
      'datapipeline:PutPipelineDefinition',
      'datapipeline:ActivatePipeline',
    ],
    passedTo: ['datapipeline.amazonaws.com', 'elasticmapreduce.amazonaws.com'],
  },
  {
    id: 'codebuild-001',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'codebuild:CreateProject',
      'codebuild:StartBuild',
    ],
    passedTo: CODEBUILD,
  },
  {
    id: 'codebuild-004',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'codebuild:CreateProject',
      'codebuild:StartBuildBatch',
    ],
    passedTo: CODEBUILD,
  },
  {
    id: 'sagemaker-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'sagemaker:CreateNotebookInstance'],
    passedTo: SAGEMAKER,
  },
  {
    id: 'sagemaker-002',
    way: 'pass-role',
    actions: ['iam:PassRole', 'sagemaker:CreateTrainingJob'],
    passedTo: SAGEMAKER,
  },
  {
    id: 'sagemaker-003',
    way: 'pass-role',
    actions: ['iam:PassRole', 'sagemaker:CreateProcessingJob'],
    passedTo: SAGEMAKER,
  },
  {
    id: 'apprunner-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'apprunner:CreateService'],
    passedTo: [
      'tasks.apprunner.amazonaws.com',
      'build.apprunner.amazonaws.com',
    ],
  },
  {
    id: 'bedrock-001',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    passedTo: ['bedrock-agentcore.amazonaws.com'],
  },
  {
    id: 'mwaa-001',
    way: 'pass-role',
    actions: ['iam:PassRole', 'airflow:CreateEnvironment'],
    passedTo: ['airflow.amazonaws.com', 'airflow-env.amazonaws.com'],
  },
  {
    id: 'states-create',
    way: 'pass-role',
    actions: [
      'iam:PassRole',
      'states:CreateStateMachine',
      'states:StartExecution',
    ],
    passedTo: ['states.amazonaws.com'],
  },
  {
    id: 'eks-pod-identity',
    way: 'pass-role',
    actions: ['iam:PassRole', 'eks:CreatePodIdentityAssociation'],
    passedTo: ['pods.eks.amazonaws.com'],
  },
  {
    id: 'scheduler-create',
    way: 'pass-role',
    actions: ['iam:PassRole', 'scheduler:CreateSchedule'],
    passedTo: ['scheduler.amazonaws.com'],
  },
  {
    id: 'batch-submit',
    way: 'pass-role',
    actions: ['iam:PassRole', 'batch:RegisterJobDefinition', 'batch:SubmitJob'],
    passedTo: ECS,
  },
  {
    id: 'ssm-automation',
    way: 'pass-role',
    actions: ['iam:PassRole', 'ssm:StartAutomationExecution'],
    passedTo: ['ssm.amazonaws.com'],
  },
  {
    id: 'emr-create',
    way: 'pass-role',
    actions: ['iam:PassRole', 'elasticmapreduce:RunJobFlow'],
    passedTo: ['elasticmapreduce.amazonaws.com', 'ec2.amazonaws.com'],
  },
  {
    id: 'emr-serverless-run',
    way: 'pass-role',
    actions: ['iam:PassRole', 'emr-serverless:StartJobRun'],
    passedTo: ['emr-serverless.amazonaws.com'],
  },
  {
    id: 'pipes-create',
    way: 'pass-role',
    actions: ['iam:PassRole', 'pipes:CreatePipe'],
    passedTo: ['pipes.amazonaws.com'],
  },
  {
    id: 'imagebuilder-create',
    way: 'pass-role',
    actions: ['iam:PassRole', 'imagebuilder:CreateImage'],
    passedTo: ['imagebuilder.amazonaws.com', 'ec2.amazonaws.com'],
  },
  {
    id: 'lambda-003',
    way: 'workloads',
    actions: ['lambda:UpdateFunctionCode'],
    onlyOnAll: true,
  },
  {
    id: 'rhino-lambda-layer',
    way: 'workloads',
    actions: ['lambda:UpdateFunctionConfiguration'],
    onlyOnAll: true,
  },
  {
    id: 'ec2-002',
    way: 'workloads',
    actions: [
      'ec2:ModifyInstanceAttribute',
      'ec2:StopInstances',
      'ec2:StartInstances',
    ],
    onlyOnAll: true,
  },
  {
    id: 'ec2-003',
    way: 'workloads',
    actions: ['ec2-instance-connect:SendSSHPublicKey'],
    onlyOnAll: true,
  },
  {
    id: 'ec2-005',
    way: 'workloads',
    actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    onlyOnAll: true,
  },
  {
    id: 'ecs-006',
    way: 'workloads',
    actions: ['ecs:ExecuteCommand'],
    onlyOnAll: true,
  },
  {
    id: 'ssm-001',
    way: 'workloads',
    actions: ['ssm:StartSession'],
    onlyOnAll: true,
  },
  {
    id: 'ssm-002',
    way: 'workloads',
    actions: ['ssm:SendCommand'],
    onlyOnAll: true,
  },
  {
    id: 'glue-002',
    way: 'workloads',
    actions: ['glue:UpdateDevEndpoint'],
    onlyOnAll: true,
  },
  {
    id: 'cloudformation-002',
    way: 'workloads',
    actions: ['cloudformation:UpdateStack'],
    onlyOnAll: true,
  },
  {
    id: 'cloudformation-005',
    way: 'workloads',
    actions: [
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
    ],
    onlyOnAll: true,
  },
  {
    id: 'codebuild-002',
    way: 'workloads',
    actions: ['codebuild:StartBuild'],
    onlyOnAll: true,
  },
  {
    id: 'codebuild-003',
    way: 'workloads',
    actions: ['codebuild:StartBuildBatch'],
    onlyOnAll: true,
  },
  {
    id: 'sagemaker-004',
    way: 'workloads',
    actions: ['sagemaker:CreatePresignedNotebookInstanceUrl'],
    onlyOnAll: true,
  },
  {
    id: 'sagemaker-005',
    way: 'workloads',
    actions: [
      'sagemaker:CreateNotebookInstanceLifecycleConfig',
      'sagemaker:StopNotebookInstance',
      'sagemaker:UpdateNotebookInstance',
      'sagemaker:StartNotebookInstance',
    ],
    onlyOnAll: true,
  },
  {
    id: 'apprunner-002',
    way: 'workloads',
    actions: ['apprunner:UpdateService'],
    onlyOnAll: true,
  },
  {
    id: 'bedrock-002',
    way: 'workloads',
    actions: [
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    onlyOnAll: true,
  },
  {
    id: 'mwaa-002',
    way: 'workloads',
    actions: ['airflow:UpdateEnvironment'],
    onlyOnAll: true,
  },
];
