import type { components, paths } from './api.generated';

type Schemas = components['schemas'];

/** The paths of the HTTP API with their requests and responses, from the OpenAPI document. @public */
export type ApiPaths = paths;

/** Another tool that says that it manages the role. @public */
export type ManagedBy = Schemas['ManagedBy'];

/** The requested AWS access of one ServiceAccount. The configuration supplies the default of each omitted field. @public */
export type IamServiceAccountSpec = Schemas['IamServiceAccountSpec'];

/** A Kubernetes ServiceAccount with an IAM role in one cluster, as last stored. @public */
export type IamServiceAccount = Schemas['IamServiceAccount'];

/** How pods get the role: a web identity token (`irsa`) or an EKS Pod Identity association (`pod-identity`). @public */
export type Mechanism = Schemas['Mechanism'];

/** Who creates and changes the ServiceAccount: Backstage (`managed`), or another tool or person (`existing`). @public */
export type ServiceAccountManager = Schemas['ServiceAccountManager'];

/** The change to make in the tool or file that manages an existing ServiceAccount. @public */
export type ServiceAccountPatch = Schemas['ServiceAccountPatch'];

/** One kind of access to one AWS resource. @public */
export type Grant = Schemas['Grant'];

/** A rule that a spec violates, with the field of the spec. Nothing is written while a spec has violations. @public */
export type Violation = Schemas['Violation'];

/** The ordered changes that bring the observed state to the state that the spec requests. @public */
export type Plan = Schemas['Plan'];

/** A step of a plan: the change to one object. @public */
export type PlanStep = Schemas['PlanStep'];

/** What a step does to its target. `none` if the target already matches the spec. @public */
export type StepAction = Schemas['StepAction'];

/** The object that a step changes. @public */
export type StepTarget = Schemas['StepTarget'];

/** A field that changes. `before` is null if the field does not exist yet. @public */
export type FieldDiff = Schemas['FieldDiff'];

/** An output format of a rendered spec, such as Terraform. @public */
export type RenderFormat = Schemas['RenderFormat'];

/** One file of a rendered spec. @public */
export type RenderedFile = Schemas['RenderedFile'];

/** The files with which another tool creates what a spec requests. @public */
export type Rendering = Schemas['Rendering'];

/** The delivery state of a spec that another tool applies. @public */
export type Delivery = Schemas['Delivery'];

/** The new manager of an IAM service account: another tool, or Backstage, which takes it back. @public */
export type HandOverTarget = Schemas['HandOverTarget'];

/** The files with which another tool takes over an IAM service account or releases it. @public */
export type HandOver = Schemas['HandOver'];

/** A plan being applied. @public */
export type Operation = Schemas['Operation'];

/** A step of an operation, with its times. @public */
export type OperationStep = Schemas['OperationStep'];

/** The result of applying a spec. @public */
export type ApplyResult = Schemas['ApplyResult'];

/** A request to migrate an IAM service account to another mechanism. @public */
export type MigrationRequest = Schemas['MigrationRequest'];

/** The migration stage of a ServiceAccount between the two mechanisms. @public */
export type MigrationStage = Schemas['MigrationStage'];

/** A problem that blocks a migration, or a warning to read before it. @public */
export type MigrationBlocker = Schemas['MigrationBlocker'];

/** Pods that keep using credentials of the old mechanism until they restart. @public */
export type PodsToRestart = Schemas['PodsToRestart'];

/** The changes that a migration to the other mechanism makes, and its blockers. @public */
export type MigrationPlan = Schemas['MigrationPlan'];

/** The result of a migration, and the remaining work. @public */
export type MigrationResult = Schemas['MigrationResult'];

/** The migration progress of one ServiceAccount of the fleet. @public */
export type Migration = Schemas['Migration'];

/** The numbers of ServiceAccounts of a cluster by migration stage. @public */
export type MigrationCounts = Schemas['MigrationCounts'];

/** One page of the fleet's migration progress, with the counts of all ServiceAccounts. @public */
export type MigrationList = Schemas['MigrationList'];

/** The change that a wave makes to each of its IAM service accounts. @public */
export type WaveKind = Schemas['WaveKind'];

/** The state of a wave. @public */
export type WaveState = Schemas['WaveState'];

/** The state of one IAM service account of a wave. @public */
export type WaveItemState = Schemas['WaveItemState'];

/** A request for a wave: the IAM service accounts, and the change to make to them. @public */
export type WaveRequest = Schemas['WaveRequest'];

/** The same change to many IAM service accounts, made one after the other. @public */
export type Wave = Schemas['Wave'];

/** The numbers of a wave's items by state. @public */
export type WaveCounts = Schemas['WaveCounts'];

/** A blocker of items of a wave, with the number of blocked items. @public */
export type WaveBlocker = Schemas['WaveBlocker'];

/** The trust policy that a role has after all items of a wave are applied. @public */
export type WaveTrustPolicy = Schemas['WaveTrustPolicy'];

/** One IAM service account of a wave. @public */
export type WaveItem = Schemas['WaveItem'];

/** One page of the items of a wave. @public */
export type WaveItemList = Schemas['WaveItemList'];

/** Waves, the newest first. @public */
export type WaveList = Schemas['WaveList'];

/** One part of the chain workload → ServiceAccount → OIDC provider → trust policy → role → permissions. @public */
export type Link = Schemas['Link'];

/** The result of one check of a link. @public */
export type CheckResult = Schemas['CheckResult'];

/** The result of the token exchange with AWS STS. @public */
export type LiveProof = Schemas['LiveProof'];

/** `verified`, `degraded`, `broken` or `unknown`. @public */
export type VerificationStatus = Schemas['VerificationStatus'];

/** The check results of one IAM service account at one time. @public */
export type Verification = Schemas['Verification'];

/** An access level of AWS actions, such as `Read` or `Write`. @public */
export type AccessLevel = Schemas['AccessLevel'];

/** The permissions of a role in one AWS service, by access level. @public */
export type ServicePermissions = Schemas['ServicePermissions'];

/** A risk in the permissions of a role. @public */
export type Risk = Schemas['Risk'];

/** The permissions of a role, and their risks. @public */
export type Permissions = Schemas['Permissions'];

/** The pods that run as a ServiceAccount. @public */
export type Workloads = Schemas['Workloads'];

/** A configured cluster. @public */
export type Cluster = Schemas['Cluster'];

/** A namespace that the caller may use. @public */
export type Namespace = Schemas['Namespace'];

/** One page of IAM service accounts. @public */
export type IamServiceAccountList = Schemas['IamServiceAccountList'];

/** The status of an IAM service account, as pages show it. @public */
export type AccessStatus = Schemas['AccessStatus'];

/** A summary of the AWS access of a catalog entity. @public */
export type EntityAccess = Schemas['EntityAccess'];

/** Summaries of the AWS access of catalog entities. @public */
export type EntityAccessList = Schemas['EntityAccessList'];

/** The clusters that the caller may use. @public */
export type ClusterList = Schemas['ClusterList'];

/** The namespaces of a cluster that the caller may use. @public */
export type NamespaceList = Schemas['NamespaceList'];

/** The AWS resources to which an owner's services in a namespace may get access, as ARN patterns. @public */
export type OwnedResources = Schemas['OwnedResources'];

/** The full permissions of a role: services, levels, statements, the policy layers that were read, policies, and risks. @public */
export type EffectivePermissions = Schemas['EffectivePermissions'];

/** The permissions of a role in one AWS service. @public */
export type EffectiveService = Schemas['EffectiveService'];

/** The permissions of a role in one AWS service at one access level. @public */
export type EffectiveLevel = Schemas['EffectiveLevel'];

/** Actions that share a state, resources, and the statements that decide about them. @public */
export type PermissionEntry = Schemas['PermissionEntry'];

/** One statement of one policy. @public */
export type StatementRef = Schemas['StatementRef'];

/** Whether a layer of policies was read. @public */
export type LayerReading = Schemas['LayerReading'];

/** The decision of one policy layer, or of one level of an organization, about a request on its own. @public */
export type LayerDecision = Schemas['LayerDecision'];

/** A policy as AWS stores it. @public */
export type PolicyText = Schemas['PolicyText'];

/** A request to simulate: whether the role can perform an action on a resource. @public */
export type SimulationRequest = Schemas['SimulationRequest'];

/** An invalid policy document, with its first error. @public */
export type InvalidPolicy = Schemas['InvalidPolicy'];

/** The result of a simulation, with the statements that decided it. @public */
export type SimulationResult = Schemas['SimulationResult'];

/** When a role last used each service, from AWS's last-accessed report. @public */
export type LastAccessedReport = Schemas['LastAccessedReport'];

/** A document as it is and as it should be, such as a trust policy. @public */
export type DocumentDiff = Schemas['DocumentDiff'];

/** The question that a check answers, in plain words, and the permissions that it needs. @public */
export type CheckDescription = Schemas['CheckDescription'];

/** One page of the verifications of an IAM service account, the newest first. @public */
export type VerificationHistory = Schemas['VerificationHistory'];

/** A past verification, with the changes since the verification before it. @public */
export type PastVerification = Schemas['PastVerification'];

/** A check whose result changed. @public */
export type CheckChange = Schemas['CheckChange'];

/** The links of the chain, as last observed. @public */
export type Chain = Schemas['Chain'];

/** The observed state of one link, and the commands that show the same state. @public */
export type ChainLink = Schemas['ChainLink'];

/** A pod that runs as the ServiceAccount. @public */
export type PodIdentity = Schemas['PodIdentity'];

/** The credentials that an AWS SDK in a container finds first. @public */
export type ContainerIdentity = Schemas['ContainerIdentity'];

/** The possible faults behind an error text, the most likely first. @public */
export type Diagnosis = Schemas['Diagnosis'];

/** A possible fault behind an error text. @public */
export type DiagnosisCandidate = Schemas['DiagnosisCandidate'];

/** A recognized part of an error text, with its meaning. @public */
export type RecognizedText = Schemas['RecognizedText'];

/** A change of the service's permissions in one AWS service at one access level. @public */
export type PermissionChange = Schemas['PermissionChange'];

/** A decision that a plan needs before Backstage applies it. @public */
export type Approval = Schemas['Approval'];

/** The approvals that the caller requested or can decide. @public */
export type ApprovalList = Schemas['ApprovalList'];

/** The state of an approval. @public */
export type ApprovalState = Schemas['ApprovalState'];

/** The break-glass period in which the caller can apply plans without approval. @public */
export type BreakGlass = Schemas['BreakGlass'];

/** An approval that a plan needs, with the groups or the gate that decides. @public */
export type NeededApproval = Schemas['NeededApproval'];

/** The changes that a plan makes to the permissions of the service. @public */
export type PlannedPermissions = Schemas['PlannedPermissions'];

/** The severity of a finding. @public */
export type Severity = Schemas['Severity'];

/** The kind of resource that a finding is about. @public */
export type SubjectKind = Schemas['SubjectKind'];

/** The resource that a finding is about. @public */
export type Subject = Schemas['Subject'];

/** A problem in a cluster or account. @public */
export type Finding = Schemas['Finding'];

/** One page of findings. @public */
export type FindingList = Schemas['FindingList'];

/** The findings of one check, counted by severity. @public */
export type FindingGroup = Schemas['FindingGroup'];

/** Findings grouped by check. @public */
export type FindingGroupList = Schemas['FindingGroupList'];

/** The values of one table filter, each with its number of rows. @public */
export type FleetFacet = Schemas['FleetFacet'];

/** The values of all filters of a table. @public */
export type FleetFacets = Schemas['FleetFacets'];

/** The source of a workload's AWS identity. @public */
export type IdentitySource = Schemas['IdentitySource'];

/** The use of a role: by ServiceAccounts, by nodes, or only trust. @public */
export type RoleUse = Schemas['RoleUse'];

/** An IAM service account, as the fleet table shows it. @public */
export type FleetServiceAccount = Schemas['FleetServiceAccount'];

/** One page of the IAM service accounts of the fleet. @public */
export type FleetServiceAccountList = Schemas['FleetServiceAccountList'];

/** A workload of a cluster. @public */
export type FleetWorkload = Schemas['FleetWorkload'];

/** One page of workloads. @public */
export type FleetWorkloadList = Schemas['FleetWorkloadList'];

/** A role, as the fleet table shows it. @public */
export type FleetRole = Schemas['FleetRole'];

/** One page of roles. @public */
export type FleetRoleList = Schemas['FleetRoleList'];

/** A role with its trusted principals, indirect access and blast radius. @public */
export type FleetRoleDetail = Schemas['FleetRoleDetail'];

/** What an attacker who controls a pod with a role can access. @public */
export type BlastRadius = Schemas['BlastRadius'];

/** A subject that can use a ServiceAccount through Kubernetes RBAC. @public */
export type IndirectAccess = Schemas['IndirectAccess'];

/** An IAM role of cluster nodes. @public */
export type NodeRole = Schemas['NodeRole'];

/** One page of node roles. @public */
export type NodeRoleList = Schemas['NodeRoleList'];

/** A node role with the plan that removes excess permissions. @public */
export type NodeRoleDetail = Schemas['NodeRoleDetail'];

/** A step of a plan that removes excess permissions. @public */
export type RemovalStep = Schemas['RemovalStep'];

/** A cluster or account that is scanned. @public */
export type Scope = Schemas['Scope'];

/** All clusters and accounts that are scanned. @public */
export type ScopeList = Schemas['ScopeList'];

/** The setup steps of a cluster, done and open, with commands and Terraform code. @public */
export type ClusterSetup = Schemas['ClusterSetup'];

/** A setup step of a cluster. @public */
export type ClusterSetupStep = Schemas['ClusterSetupStep'];

/** A location in which a supplier looks for clusters and accounts. @public */
export type DiscoveredPlace = Schemas['DiscoveredPlace'];

/** The locations in which suppliers look for clusters and accounts. @public */
export type DiscoveredPlaceList = Schemas['DiscoveredPlaceList'];

/** A value of a trend at one time. @public */
export type TrendPoint = Schemas['TrendPoint'];

/** The overview of the fleet. @public */
export type Overview = Schemas['Overview'];

/** A principal that has the requested access. @public */
export type AccessHolder = Schemas['AccessHolder'];

/** A step on the path to the access, such as a role or a group. @public */
export type AccessStep = Schemas['AccessStep'];

/** One page of the principals that have the requested access. @public */
export type AccessList = Schemas['AccessList'];

/** The graph of subjects, ServiceAccounts, roles, and the AWS resources that they reach. @public */
export type AccessGraph = Schemas['AccessGraph'];

/** One node of an access graph, or a group of nodes with the same neighbors. @public */
export type AccessGraphNode = Schemas['AccessGraphNode'];

/** One edge of an access graph, with the number of paths and pods that its removal affects. @public */
export type AccessGraphEdge = Schemas['AccessGraphEdge'];

/** The permissions to remove from a role. @public */
export type RightSizeRequest = Schemas['RightSizeRequest'];

/** The confidence that a permission is not needed. @public */
export type Confidence = Schemas['Confidence'];

/** The proposal for one AWS service that a role can use. @public */
export type RightSizeService = Schemas['RightSizeService'];

/** A policy of a role before and after right-sizing. @public */
export type SmallerPolicy = Schemas['SmallerPolicy'];

/** The manual steps to remove permissions from a role that this product does not change. @public */
export type ManualSteps = Schemas['ManualSteps'];

/** The proposal to delete a role that was never used. @public */
export type RoleDeletion = Schemas['RoleDeletion'];

/** The permissions that a role does not need. @public */
export type RightSizeProposal = Schemas['RightSizeProposal'];

/** A past removal of unused permissions. @public */
export type RightSizing = Schemas['RightSizing'];

/** The action of a change to AWS, a cluster, or ownership. @public */
export type ChangeAction = Schemas['ChangeAction'];

/** A document of an object before and after a write. @public */
export type ChangedDocument = Schemas['ChangedDocument'];

/** A request to AWS, as CloudTrail records it. @public */
export type AwsRequest = Schemas['AwsRequest'];

/** One write of a change. @public */
export type ChangeWrite = Schemas['ChangeWrite'];

/** A change to AWS, a cluster, or ownership. @public */
export type Change = Schemas['Change'];

/** A change with its writes. @public */
export type ChangeDetails = Schemas['ChangeDetails'];

/** One page of changes, the newest first. @public */
export type ChangeList = Schemas['ChangeList'];

/** The result of a change, or of one of its writes. @public */
export type ChangeResult = Schemas['ChangeResult'];

/** An IAM service account in the access review. @public */
export type AccessReviewItem = Schemas['AccessReviewItem'];

/** A request to transfer an IAM service account to another owner. @public */
export type Transfer = Schemas['Transfer'];

/** The state of an ownership transfer. @public */
export type TransferState = Schemas['TransferState'];

/** Ownership transfers, the newest first. @public */
export type TransferList = Schemas['TransferList'];

/** The result of a bulk transfer for one IAM service account. @public */
export type BulkTransfer = Schemas['BulkTransfer'];

/** The link of an IAM service account to a catalog entity. A null entity removes the link. @public */
export type EntityLink = Schemas['EntityLink'];

/** The result of linking one IAM service account. @public */
export type EntityLinkResult = Schemas['EntityLinkResult'];

/** The result of recovering one role that has no record. @public */
export type Recovery = Schemas['Recovery'];

/** One page of the results for roles that have no record. @public */
export type RecoveryList = Schemas['RecoveryList'];

/** The cut-off of an IAM service account: since when, by whom, and why all its AWS access is denied. @public */
export type CutOff = Schemas['CutOff'];
