import type {
  CheckResult,
  IdentitySource,
  Finding,
  Risk,
  RoleUse,
  Severity,
  SubjectKind,
  Verification,
  Violation,
} from '../model/types';
import type {
  ClusterFacts,
  ProviderFacts,
  RoleFacts,
  WorkloadFacts,
} from '../model/inventory';
import type { Observed } from '../model/observed';

/** Who something belongs to, as the catalog or the administrators' rules say. */
export interface Ownership {
  entityRef: string | null;
  /** The system of the entity, in full. */
  system?: string;
  owners: string[];
}

/** What findings about an IAM service account are made from. */
export interface ServiceAccountSubject extends Ownership {
  kind: 'service-account';
  id: string;
  observed: Observed;
  verification: Verification;
  /** The UIDs that were recorded when it was last seen; null before that. */
  known: { serviceAccountUid: string | null; namespaceUid: string | null };
  /** What the spec that was applied last breaks of guardrails in report-only. */
  reportOnly?: Violation[];
}

/** Who has a role. */
export interface RoleHolder extends Ownership {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  /** Running pods. */
  pods: number;
}

/** What findings about a role are made from. */
export interface RoleSubject extends Ownership {
  kind: 'role';
  id: string;
  accountId: string;
  facts: RoleFacts;
  use: RoleUse;
  /** ServiceAccounts that its trust policy admits, that have an association with it, or for which it is recorded: not those that only name it. */
  holders: RoleHolder[];
  risks: Risk[];
  /** Whether nobody has used it for `unusedAfterDays`; `unknown` within the reporting lag of a live proof of ours, or without a reading. */
  unused: 'yes' | 'no' | 'unknown';
  /** Whether it lies under our role path, where the backend may change policies and trust whatever the boundary. */
  isUnderRolePath: boolean;
  /** Running pods of its holders. */
  pods: number;
  /** Who else can become one of its holders by the permissions of Kubernetes, such as `Group developers`; absent where RBAC was not read. */
  indirectSubjects?: string[];
  /** The boundary that the guardrails of the account ask for. */
  requiredBoundaryArn?: string;
  /** Services granted and not used for `unusedAfterDays`, where a report was read; by IAM prefix. */
  unusedServices?: { service: string; lastAccessed?: string }[];
}

/** What findings about an OIDC provider are made from. */
export interface ProviderSubject extends Ownership {
  kind: 'oidc-provider';
  id: string;
  accountId: string;
  facts: ProviderFacts;
  /** The configured cluster whose issuer it is. */
  cluster?: string;
}

/** What findings about a workload are made from. */
export interface WorkloadSubject extends Ownership {
  kind: 'workload';
  id: string;
  facts: WorkloadFacts;
  identitySource: IdentitySource;
  reason: string;
}

/** What findings about the role of nodes are made from. */
export interface NodeRoleSubject extends Ownership {
  kind: 'node-role';
  id: string;
  assessment: import('../nodeRoles/types').NodeRoleAssessment;
}

/** What findings about a cluster are made from. */
export interface ClusterSubject extends Ownership {
  kind: 'cluster';
  id: string;
  facts: ClusterFacts;
  /** Namespaces in which there are IAM service accounts. */
  namespaces: string[];
  /** How many IAM service accounts get their role from the pod identity webhook. */
  byWebIdentity: number;
}

/** One of what findings are about. */
export type GovernanceSubject =
  | ServiceAccountSubject
  | RoleSubject
  | ProviderSubject
  | WorkloadSubject
  | NodeRoleSubject
  | ClusterSubject;

/** What every governance check knows beside its subject. */
export interface GovernanceContext {
  now: Date;
  unusedAfterDays: number;
  /** Issuers of the configured clusters that could be read, without `https://`, by cluster name. */
  issuers: Record<string, string>;
  /** Whether every configured cluster's issuer could be read: only then is another one nobody's. */
  issuersComplete: boolean;
  /** AWS accounts for tests, and the clusters in them by name. */
  testEnvironments: { accounts: string[]; clusters: string[] };
}

/** What a governance check found. `key` tells apart several findings of one check about one subject. */
export interface GovernanceAnswer {
  key?: string;
  /** What is wrong here, in a few words, where the title of the check does not tell it apart. */
  title?: string;
  /** By its impact alone: exposure and environment change it. */
  severity: Severity;
  /** What can be reached, or what does not work, as a sentence. */
  impact: string;
  message: string;
  evidence?: CheckResult['evidence'];
  facts?: { label: string; value: string }[];
  /** What to do, as a sentence. */
  remediation: string | null;
  /** Shell commands that do it, without placeholders. */
  commands?: string[];
  fault?: string;
  /** Whose it is, where it is not its subject's owners who can act; none for the platform team. */
  owners?: string[];
}

/** What a governance check is, beside its answers. */
export interface GovernanceMeta {
  /** Kebab-case, unique among checks of both sorts. */
  id: string;
  subject: SubjectKind;
  /** What is wrong when it finds something, in a few words. */
  title: string;
  question: string;
  /** The permissions that it needs, such as `iam:GetAccountAuthorizationDetails`. */
  requiredPermissions: string[];
  /** Its page under `docs/`, such as `docs/reference/findings/<id>.md`. */
  docs: string;
  /** What of the exposure changes the severity: whether pods use it, and who else can get there. */
  weighs?: readonly ('pods' | 'access')[];
}

/** One question about one kind of subject. `run` is pure; no answer is no finding. */
export interface GovernanceCheck<
  Kind extends GovernanceSubject['kind'] = GovernanceSubject['kind'],
> {
  meta: GovernanceMeta & { subject: Kind };
  run(
    subject: Extract<GovernanceSubject, { kind: Kind }>,
    context: GovernanceContext,
  ): GovernanceAnswer[];
}

/** A finding as an assessment makes it, before the store dates it. */
export type AssessedFinding = Omit<
  Finding,
  'state' | 'firstSeenAt' | 'lastSeenAt' | 'resolvedAt' | 'acceptance'
>;
