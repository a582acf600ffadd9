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

/** The owners of a subject, according to the catalog or the administrators' rules. */
export interface Ownership {
  entityRef: string | null;
  /** The entity reference of the system. */
  system?: string;
  owners: string[];
}

/** The facts about an IAM service account from which findings are made. */
export interface ServiceAccountSubject extends Ownership {
  kind: 'service-account';
  id: string;
  observed: Observed;
  verification: Verification;
  /** The UIDs that were recorded when it was last seen; null if it was never seen. */
  known: { serviceAccountUid: string | null; namespaceUid: string | null };
  /** The violations of report-only guardrails by the last applied spec. */
  reportOnly?: Violation[];
}

/** A ServiceAccount that has a role. */
export interface RoleHolder extends Ownership {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  /** The number of running pods; null if pods were not read. */
  pods: number | null;
}

/** The facts about a role from which findings are made. */
export interface RoleSubject extends Ownership {
  kind: 'role';
  id: string;
  accountId: string;
  facts: RoleFacts;
  use: RoleUse;
  /**
   * The ServiceAccounts that the trust policy admits, that have an association with the role, or for which it is recorded. A ServiceAccount that only
   * names the role does not count.
   */
  holders: RoleHolder[];
  /** Whether no holder is known, but a cluster that the trust policy admits was not read: its ServiceAccounts possibly have the role. */
  hasUnknownHolders?: boolean;
  risks: Risk[];
  /** Whether the role has been unused for `unusedAfterDays`; `unknown` within the reporting lag of a live proof, or if it was not read. */
  unused: 'yes' | 'no' | 'unknown';
  /** Whether the role is under Backstage's role path, where the backend can change policies and trust regardless of the boundary. */
  isUnderRolePath: boolean;
  /** The number of running pods of its holders; null if the pods of one of them were not read. */
  pods: number | null;
  /** The subjects that can use one of its holders through Kubernetes permissions, such as `Group developers`; absent if RBAC was not read. */
  indirectSubjects?: string[];
  /** The boundary that the guardrails of the account require. */
  requiredBoundaryArn?: string;
  /** The granted services without use for `unusedAfterDays`, by IAM prefix; absent if no report was read. */
  unusedServices?: { service: string; lastAccessed?: string }[];
}

/** The facts about an OIDC provider from which findings are made. */
export interface ProviderSubject extends Ownership {
  kind: 'oidc-provider';
  id: string;
  accountId: string;
  facts: ProviderFacts;
  /** The configured cluster that has this issuer. */
  cluster?: string;
}

/** The facts about a workload from which findings are made. */
export interface WorkloadSubject extends Ownership {
  kind: 'workload';
  id: string;
  facts: WorkloadFacts;
  identitySource: IdentitySource;
  reason: string;
}

/** The facts about a node role from which findings are made. */
export interface NodeRoleSubject extends Ownership {
  kind: 'node-role';
  id: string;
  assessment: import('../nodeRoles/types').NodeRoleAssessment;
}

/** The facts about a cluster from which findings are made. */
export interface ClusterSubject extends Ownership {
  kind: 'cluster';
  id: string;
  facts: ClusterFacts;
  /** The namespaces that contain IAM service accounts. */
  namespaces: string[];
  /** The number of IAM service accounts that get their role from the pod identity webhook. */
  byWebIdentity: number;
}

/** A subject of findings. */
export type GovernanceSubject =
  | ServiceAccountSubject
  | RoleSubject
  | ProviderSubject
  | WorkloadSubject
  | NodeRoleSubject
  | ClusterSubject;

/** The context of every governance check, besides its subject. */
export interface GovernanceContext {
  now: Date;
  unusedAfterDays: number;
  /** The readable issuers of configured clusters by cluster name, without `https://`. */
  issuers: Record<string, string>;
  /** Whether every configured cluster's issuer was read. Only then is an unknown issuer known to be unused. */
  issuersComplete: boolean;
  /** The AWS accounts for tests, and the names of the clusters in them. */
  testEnvironments: { accounts: string[]; clusters: string[] };
}

/** A result of a governance check. `key` distinguishes several findings of a check about the same subject. */
export interface GovernanceAnswer {
  key?: string;
  /** A short title, if the title of the check is not specific enough. */
  title?: string;
  /** The severity by impact alone. Exposure and environment change it. */
  severity: Severity;
  /** A sentence about what can be reached or what does not work. */
  impact: string;
  message: string;
  evidence?: CheckResult['evidence'];
  facts?: { label: string; value: string }[];
  /**
   * Everything that the finding covers, such as the services of a policy, if it can cover more or less. It covers more access if a text is added. In
   * the first line of a text, `*` stands for any text; each further line is a limit. An acceptance ends if the finding covers more than was accepted.
   */
  extent?: string[];
  /** The recommended action, as a sentence. */
  remediation: string | null;
  /** Shell commands that apply the remediation, without placeholders. */
  commands?: string[];
  fault?: string;
  /** The owners, if they differ from the subject's owners; empty for the platform team. */
  owners?: string[];
}

/** The metadata of a governance check. */
export interface GovernanceMeta {
  /** The ID in kebab-case, unique among governance and verification checks. */
  id: string;
  subject: SubjectKind;
  /** The title of its findings, in a few words. */
  title: string;
  question: string;
  /** The permissions that the check needs, such as `iam:GetAccountAuthorizationDetails`. */
  requiredPermissions: string[];
  /** The documentation page under `docs/`, such as `docs/reference/findings/<id>.md`. */
  docs: string;
  /** The parts of the exposure that change the severity: whether pods use the subject, and who else can access it. */
  weighs?: readonly ('pods' | 'access')[];
}

/** A single question about one kind of subject. `run` is pure; an empty result means no finding. */
export interface GovernanceCheck<
  Kind extends GovernanceSubject['kind'] = GovernanceSubject['kind'],
> {
  meta: GovernanceMeta & { subject: Kind };
  run(
    subject: Extract<GovernanceSubject, { kind: Kind }>,
    context: GovernanceContext,
  ): GovernanceAnswer[];
}

/** A finding from an assessment, before the store adds dates. */
export type AssessedFinding = Omit<
  Finding,
  'state' | 'firstSeenAt' | 'lastSeenAt' | 'resolvedAt' | 'acceptance'
> &
  Pick<GovernanceAnswer, 'extent'>;
