import type { components, paths } from './api.generated';

type Schemas = components['schemas'];

/** The paths of the HTTP API, with what each takes and answers, from the OpenAPI document. @public */
export type ApiPaths = paths;

/** Another tool that says that it manages the role. @public */
export type ManagedBy = Schemas['ManagedBy'];

/** What is asked for. What is not given comes from configuration. @public */
export type IamServiceAccountSpec = Schemas['IamServiceAccountSpec'];

/** A Kubernetes ServiceAccount with an IAM role in one cluster, as last stored. @public */
export type IamServiceAccount = Schemas['IamServiceAccount'];

/** How pods get the role: a web identity token (`irsa`) or an EKS Pod Identity association (`pod-identity`). @public */
export type Mechanism = Schemas['Mechanism'];

/** Who makes and changes the ServiceAccount: Backstage (`managed`), or somebody else (`existing`). @public */
export type ServiceAccountManager = Schemas['ServiceAccountManager'];

/** What to change where an existing ServiceAccount is managed. @public */
export type ServiceAccountPatch = Schemas['ServiceAccountPatch'];

/** A named piece of access to one resource. @public */
export type Grant = Schemas['Grant'];

/** One broken rule, with the field of the spec. Nothing is written while there is any. @public */
export type Violation = Schemas['Violation'];

/** The ordered changes that lead from observed to spec. @public */
export type Plan = Schemas['Plan'];

/** One API effect of a plan. @public */
export type PlanStep = Schemas['PlanStep'];

/** What a step does to its target; `none` when it is already as asked. @public */
export type StepAction = Schemas['StepAction'];

/** The object that a step changes. @public */
export type StepTarget = Schemas['StepTarget'];

/** One field that changes; `before` is null for what does not exist yet. @public */
export type FieldDiff = Schemas['FieldDiff'];

/** A format in which another tool is asked for a spec. @public */
export type RenderFormat = Schemas['RenderFormat'];

/** One file of a rendered spec. @public */
export type RenderedFile = Schemas['RenderedFile'];

/** The files that ask another tool for what a spec asks for. @public */
export type Rendering = Schemas['Rendering'];

/** How far what was asked of another tool has come. @public */
export type Delivery = Schemas['Delivery'];

/** Who is to manage an IAM service account. @public */
export type HandOverTarget = Schemas['HandOverTarget'];

/** The files by which an IAM service account is handed over. @public */
export type HandOver = Schemas['HandOver'];

/** A plan being applied. @public */
export type Operation = Schemas['Operation'];

/** A step of an operation, with its times. @public */
export type OperationStep = Schemas['OperationStep'];

/** The answer to an applied spec. @public */
export type ApplyResult = Schemas['ApplyResult'];

/** Which mechanism a migration leads to. @public */
export type MigrationRequest = Schemas['MigrationRequest'];

/** How far a ServiceAccount is on its way from one mechanism to the other. @public */
export type MigrationStage = Schemas['MigrationStage'];

/** What stands in the way of a migration, or what to know of before it. @public */
export type MigrationBlocker = Schemas['MigrationBlocker'];

/** Pods that hold credentials of the old mechanism until they start again. @public */
export type PodsToRestart = Schemas['PodsToRestart'];

/** What moving to the other mechanism would change, and what stands in its way. @public */
export type MigrationPlan = Schemas['MigrationPlan'];

/** What a migration did, and what is left. @public */
export type MigrationResult = Schemas['MigrationResult'];

/** How far one ServiceAccount of the fleet is. @public */
export type Migration = Schemas['Migration'];

/** How far the ServiceAccounts of a cluster are. @public */
export type MigrationCounts = Schemas['MigrationCounts'];

/** How far the fleet is: one page, and the counts of all. @public */
export type MigrationList = Schemas['MigrationList'];

/** What a wave does to each of its IAM service accounts. @public */
export type WaveKind = Schemas['WaveKind'];

/** How far a wave is. @public */
export type WaveState = Schemas['WaveState'];

/** How far one IAM service account of a wave is. @public */
export type WaveItemState = Schemas['WaveItemState'];

/** Which IAM service accounts a wave is about, and what it does to them. @public */
export type WaveRequest = Schemas['WaveRequest'];

/** The same change of many IAM service accounts, one after the other. @public */
export type Wave = Schemas['Wave'];

/** The items of a wave by state. @public */
export type WaveCounts = Schemas['WaveCounts'];

/** What stands in the way of items of a wave, and of how many. @public */
export type WaveBlocker = Schemas['WaveBlocker'];

/** The trust policy of a role once all items of a wave are in it. @public */
export type WaveTrustPolicy = Schemas['WaveTrustPolicy'];

/** One IAM service account of a wave. @public */
export type WaveItem = Schemas['WaveItem'];

/** One page of the items of a wave. @public */
export type WaveItemList = Schemas['WaveItemList'];

/** Waves, the newest first. @public */
export type WaveList = Schemas['WaveList'];

/** One part of the chain workload → ServiceAccount → OIDC provider → trust policy → role → permissions. @public */
export type Link = Schemas['Link'];

/** A question about one link, answered. @public */
export type CheckResult = Schemas['CheckResult'];

/** The answer of the token exchange with AWS STS. @public */
export type LiveProof = Schemas['LiveProof'];

/** `verified`, `degraded`, `broken` or `unknown`. @public */
export type VerificationStatus = Schemas['VerificationStatus'];

/** The checks of one IAM service account at one time. @public */
export type Verification = Schemas['Verification'];

/** AWS's access levels. @public */
export type AccessLevel = Schemas['AccessLevel'];

/** What a role may do in one AWS service, by level. @public */
export type ServicePermissions = Schemas['ServicePermissions'];

/** A danger in what a role may do. @public */
export type Risk = Schemas['Risk'];

/** What a role may do, and its risks. @public */
export type Permissions = Schemas['Permissions'];

/** The pods that run as a ServiceAccount. @public */
export type Workloads = Schemas['Workloads'];

/** A configured cluster. @public */
export type Cluster = Schemas['Cluster'];

/** A namespace that the caller may use. @public */
export type Namespace = Schemas['Namespace'];

/** One page of IAM service accounts. @public */
export type IamServiceAccountList = Schemas['IamServiceAccountList'];

/** The status of an IAM service account as pages name it. @public */
export type AccessStatus = Schemas['AccessStatus'];

/** The AWS access of a catalog entity in short. @public */
export type EntityAccess = Schemas['EntityAccess'];

/** The AWS access of catalog entities in short. @public */
export type EntityAccessList = Schemas['EntityAccessList'];

/** The clusters that the caller may use. @public */
export type ClusterList = Schemas['ClusterList'];

/** The namespaces of a cluster that the caller may use. @public */
export type NamespaceList = Schemas['NamespaceList'];

/** The AWS resources that services of an owner may be granted in a namespace, as ARN patterns. @public */
export type OwnedResources = Schemas['OwnedResources'];

/** What a role may do in full: services, levels, statements, layers read, policies and risks. @public */
export type EffectivePermissions = Schemas['EffectivePermissions'];

/** What a role may do in one service. @public */
export type EffectiveService = Schemas['EffectiveService'];

/** What a role may do in one service at one level. @public */
export type EffectiveLevel = Schemas['EffectiveLevel'];

/** Actions that share a state, resources and the statements behind them. @public */
export type PermissionEntry = Schemas['PermissionEntry'];

/** One statement of one policy. @public */
export type StatementRef = Schemas['StatementRef'];

/** Whether a layer of policies was read. @public */
export type LayerReading = Schemas['LayerReading'];

/** What one layer of policies, or one level of an organization, says about a request by itself. @public */
export type LayerDecision = Schemas['LayerDecision'];

/** A policy as AWS holds it. @public */
export type PolicyText = Schemas['PolicyText'];

/** A question: may the role do this action on this resource? @public */
export type SimulationRequest = Schemas['SimulationRequest'];

/** A policy document that could not be read, and what is wrong first. @public */
export type InvalidPolicy = Schemas['InvalidPolicy'];

/** The answer to a question, with the statements that made it. @public */
export type SimulationResult = Schemas['SimulationResult'];

/** When a role last used each service, from AWS's last-accessed report. @public */
export type LastAccessedReport = Schemas['LastAccessedReport'];

/** A document as it is and as it should be, such as a trust policy. @public */
export type DocumentDiff = Schemas['DocumentDiff'];

/** What a check asks, in plain words, and what it reads. @public */
export type CheckDescription = Schemas['CheckDescription'];

/** One page of the verifications of an IAM service account, the newest first. @public */
export type VerificationHistory = Schemas['VerificationHistory'];

/** A verification of the past, with what changed since the one before. @public */
export type PastVerification = Schemas['PastVerification'];

/** One check that answers otherwise than before. @public */
export type CheckChange = Schemas['CheckChange'];

/** What stands at each link, as last observed. @public */
export type Chain = Schemas['Chain'];

/** What stands at one link, and the commands that show the same by hand. @public */
export type ChainLink = Schemas['ChainLink'];

/** A pod that runs as the ServiceAccount. @public */
export type PodIdentity = Schemas['PodIdentity'];

/** Whose credentials an AWS SDK in a container would find first. @public */
export type ContainerIdentity = Schemas['ContainerIdentity'];

/** The faults that may lie behind an error text, the likeliest first. @public */
export type Diagnosis = Schemas['Diagnosis'];

/** One fault that may lie behind an error text. @public */
export type DiagnosisCandidate = Schemas['DiagnosisCandidate'];

/** What was understood of an error text. @public */
export type RecognizedText = Schemas['RecognizedText'];

/** What the service can do in one AWS service at one level. @public */
export type PermissionChange = Schemas['PermissionChange'];

/** What has to be decided before one plan is applied. @public */
export type Approval = Schemas['Approval'];

/** The approvals that the caller asked for or can decide. @public */
export type ApprovalList = Schemas['ApprovalList'];

/** How far an approval is. @public */
export type ApprovalState = Schemas['ApprovalState'];

/** Until when the caller applies without approvals. @public */
export type BreakGlass = Schemas['BreakGlass'];

/** What has to be approved before a plan is applied. @public */
export type NeededApproval = Schemas['NeededApproval'];

/** What a plan changes in what the service can do. @public */
export type PlannedPermissions = Schemas['PlannedPermissions'];

/** How bad a finding is. @public */
export type Severity = Schemas['Severity'];

/** What a finding is about. @public */
export type SubjectKind = Schemas['SubjectKind'];

/** The one that a finding is about. @public */
export type Subject = Schemas['Subject'];

/** Something wrong in a cluster or account. @public */
export type Finding = Schemas['Finding'];

/** One page of findings. @public */
export type FindingList = Schemas['FindingList'];

/** The findings of one check, counted. @public */
export type FindingGroup = Schemas['FindingGroup'];

/** Findings grouped by check. @public */
export type FindingGroupList = Schemas['FindingGroupList'];

/** The values of one filter of a table, each with its number of rows. @public */
export type FleetFacet = Schemas['FleetFacet'];

/** The values of the filters of a table. @public */
export type FleetFacets = Schemas['FleetFacets'];

/** Whose AWS identity a workload has. @public */
export type IdentitySource = Schemas['IdentitySource'];

/** What a role is there for. @public */
export type RoleUse = Schemas['RoleUse'];

/** An IAM service account as the table of the fleet has it. @public */
export type FleetServiceAccount = Schemas['FleetServiceAccount'];

/** One page of the IAM service accounts of the fleet. @public */
export type FleetServiceAccountList = Schemas['FleetServiceAccountList'];

/** Something that runs in a cluster. @public */
export type FleetWorkload = Schemas['FleetWorkload'];

/** One page of workloads. @public */
export type FleetWorkloadList = Schemas['FleetWorkloadList'];

/** A role as the table of the fleet has it. @public */
export type FleetRole = Schemas['FleetRole'];

/** One page of roles. @public */
export type FleetRoleList = Schemas['FleetRoleList'];

/** A role with its trusted principals, indirect access and blast radius. @public */
export type FleetRoleDetail = Schemas['FleetRoleDetail'];

/** What an attacker who controls a pod with a role can access. @public */
export type BlastRadius = Schemas['BlastRadius'];

/** Who else can become a ServiceAccount by Kubernetes RBAC. @public */
export type IndirectAccess = Schemas['IndirectAccess'];

/** The role of nodes. @public */
export type NodeRole = Schemas['NodeRole'];

/** One page of node roles. @public */
export type NodeRoleList = Schemas['NodeRoleList'];

/** A node role with the plan that removes excess permissions. @public */
export type NodeRoleDetail = Schemas['NodeRoleDetail'];

/** One step of such a plan. @public */
export type RemovalStep = Schemas['RemovalStep'];

/** A cluster or account that is scanned. @public */
export type Scope = Schemas['Scope'];

/** All clusters and accounts that are scanned. @public */
export type ScopeList = Schemas['ScopeList'];

/** What a cluster still lacks, with commands and Terraform. @public */
export type ClusterSetup = Schemas['ClusterSetup'];

/** One thing that a cluster needs. @public */
export type ClusterSetupStep = Schemas['ClusterSetupStep'];

/** Where a supplier looks for clusters and accounts. @public */
export type DiscoveredPlace = Schemas['DiscoveredPlace'];

/** Where suppliers look for clusters and accounts. @public */
export type DiscoveredPlaceList = Schemas['DiscoveredPlaceList'];

/** A number at one time. @public */
export type TrendPoint = Schemas['TrendPoint'];

/** The fleet at a glance. @public */
export type Overview = Schemas['Overview'];

/** Who can do what was asked about. @public */
export type AccessHolder = Schemas['AccessHolder'];

/** Something that access comes through, such as a role or a group. @public */
export type AccessStep = Schemas['AccessStep'];

/** One page of who can do what was asked about. @public */
export type AccessList = Schemas['AccessList'];

/** Who reaches what in AWS through which ServiceAccounts and roles. @public */
export type AccessGraph = Schemas['AccessGraph'];

/** One node of an access graph, or a group of nodes with the same neighbors. @public */
export type AccessGraphNode = Schemas['AccessGraphNode'];

/** One edge of an access graph, with what its removal costs. @public */
export type AccessGraphEdge = Schemas['AccessGraphEdge'];

/** What to remove of what a role may do. @public */
export type RightSizeRequest = Schemas['RightSizeRequest'];

/** How sure it is that something is not needed. @public */
export type Confidence = Schemas['Confidence'];

/** What is proposed for one service that a role may use. @public */
export type RightSizeService = Schemas['RightSizeService'];

/** A policy of a role as it is and as it could be. @public */
export type SmallerPolicy = Schemas['SmallerPolicy'];

/** The way to a smaller role where this product does not change it. @public */
export type ManualSteps = Schemas['ManualSteps'];

/** The proposal to delete a role that nobody has ever used. @public */
export type RoleDeletion = Schemas['RoleDeletion'];

/** What a role could do without. @public */
export type RightSizeProposal = Schemas['RightSizeProposal'];

/** One time that unused access was removed. @public */
export type RightSizing = Schemas['RightSizing'];

/** What a change of AWS, of a cluster or of ownership did. @public */
export type ChangeAction = Schemas['ChangeAction'];

/** A part of an object before and after a write. @public */
export type ChangedDocument = Schemas['ChangedDocument'];

/** A request to AWS, as CloudTrail has it. @public */
export type AwsRequest = Schemas['AwsRequest'];

/** One write of a change. @public */
export type ChangeWrite = Schemas['ChangeWrite'];

/** A change of AWS, of a cluster or of ownership. @public */
export type Change = Schemas['Change'];

/** A change with its writes. @public */
export type ChangeDetails = Schemas['ChangeDetails'];

/** One page of changes, the newest first. @public */
export type ChangeList = Schemas['ChangeList'];

/** What came of a change, or of one of its writes. @public */
export type ChangeResult = Schemas['ChangeResult'];

/** An IAM service account in the access review. @public */
export type AccessReviewItem = Schemas['AccessReviewItem'];

/** A request to give an IAM service account to another owner. @public */
export type Transfer = Schemas['Transfer'];

/** How far a transfer of ownership has come. @public */
export type TransferState = Schemas['TransferState'];

/** Transfers of ownership, the newest first. @public */
export type TransferList = Schemas['TransferList'];

/** What a bulk transfer did with one IAM service account. @public */
export type BulkTransfer = Schemas['BulkTransfer'];

/** An IAM service account and the entity that it is to be linked to; null removes the link. @public */
export type EntityLink = Schemas['EntityLink'];

/** What came of linking one. @public */
export type EntityLinkResult = Schemas['EntityLinkResult'];

/** What became of a role that has no record. @public */
export type Recovery = Schemas['Recovery'];

/** One page of such roles. @public */
export type RecoveryList = Schemas['RecoveryList'];

/** Since when all AWS access of an IAM service account is denied, by whom and why. @public */
export type CutOff = Schemas['CutOff'];
