import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Violation,
  ClusterConfig,
  Observation,
  ObservedPod,
} from '@backstage-irsa/core/model';
import type {
  PlannedNames,
  PlannedStep,
  OwnershipContext,
  PlanFacts,
} from '@backstage-irsa/core/planning';
import type { Ownership } from '../authorization/specOwnership';

/** How a spec is asked for. */
export interface PlanOptions {
  /** Whether the spec may move its ServiceAccount to the other mechanism. */
  moves?: boolean;
  /** Whether the spec is known to ask for less than what the role can do now. */
  reduces?: boolean;
  /** Whether another tool is asked by files, instead of writing here. */
  delivers?: boolean;
}

/** What a spec breaks before anything is read. */
export interface Judgment {
  /** Those that hold for it. */
  violations: Violation[];
  /** Of rules about granting, also where they do not hold for what asks for less. */
  granting: Violation[];
  /** Of guardrails in report-only, likewise. */
  warnings: Violation[];
  /** Whether the spec asks for less than what was asked for last. */
  asksForLess: () => Promise<boolean>;
}

/** Where the objects of a spec are, their names, and for whom they are. */
export interface PlanPlace {
  config: ClusterConfig;
  names: PlannedNames;
  entityRef: string;
  owner: string;
}

/** A spec that is asked for, with all that is known of it before AWS or a cluster is read. */
export interface PlanRequest {
  /** Of the IAM service account. */
  id: string;
  /** As the caller wrote it. */
  asked: IamServiceAccountSpec;
  /** With the mechanism that its ServiceAccount has, where it names none. */
  spec: IamServiceAccountSpec;
  ownership: Ownership;
  options: PlanOptions;
  /** Undefined when the cluster is not configured, or when it is not known whose it is. */
  place: PlanPlace | undefined;
  /** What was asked for last, and for whom. */
  record: IamServiceAccount | undefined;
  judgment: Judgment;
}

/** A plan, or why there is none. */
export interface PreparedPlan {
  violations: Violation[];
  /** What it breaks of guardrails in report-only. */
  warnings: Violation[];
  /** Absent when the spec is too wrong to look around for it. */
  context?: PlanContext;
  /** An object of the name is somebody else's. */
  isOthers?: boolean;
}

/** All that a plan depends on: read and decided once, for everything that a request does with it. */
export interface PlanContext
  extends OwnershipContext,
    Pick<PlanFacts, 'own' | 'others' | 'adopted'> {
  /** Those that run as the ServiceAccount, read when they are first asked for. */
  pods: () => Promise<Observation<ObservedPod[]>>;
  steps: PlannedStep[];
}
