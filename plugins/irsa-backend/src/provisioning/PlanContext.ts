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

/** Options of a request to plan a spec. */
export interface PlanOptions {
  /** Whether the spec may change the mechanism of its ServiceAccount. */
  moves?: boolean;
  /** Whether the spec is known to ask for less than what the role can do now. */
  reduces?: boolean;
  /** Whether another tool applies the spec from files, instead of Backstage. */
  delivers?: boolean;
  /** The record that the spec was derived from, or null for none. If its spec, entity, or owner changed since, the spec is not applied. */
  derivedFrom?: IamServiceAccount | null;
}

/** The rules that a spec violates, before AWS or a cluster is read. */
export interface Judgment {
  /** The violations that apply to the spec. */
  violations: Violation[];
  /** Violations of granting rules, including those that do not apply because the spec asks for less. */
  granting: Violation[];
  /** Violations of report-only guardrails, with the same inclusions. */
  warnings: Violation[];
  /** Returns whether the spec asks for less than the last requested spec. */
  asksForLess: () => Promise<boolean>;
}

/** The cluster, names, entity, and owner of the objects of a spec. */
export interface PlanPlace {
  config: ClusterConfig;
  names: PlannedNames;
  entityRef: string;
  owner: string;
}

/** The input for building a plan context. */
export interface PlacedRequest
  extends Pick<PlanRequest, 'id' | 'spec' | 'ownership'> {
  place: PlanPlace;
}

/** A requested spec, with everything that is known about it before AWS or a cluster is read. */
export interface PlanRequest {
  /** The ID of the IAM service account. */
  id: string;
  /** The spec as the caller wrote it. */
  asked: IamServiceAccountSpec;
  /** The spec with the mechanism of its ServiceAccount if the caller names none. */
  spec: IamServiceAccountSpec;
  ownership: Ownership;
  options: PlanOptions;
  /** Undefined if the cluster is not configured, or if the entity or owner is unknown. */
  place: PlanPlace | undefined;
  /** The recorded IAM service account, with the last requested spec and its owner. */
  record: IamServiceAccount | undefined;
  judgment: Judgment;
}

/** A plan, or the reasons why there is none. */
export interface PreparedPlan {
  violations: Violation[];
  /** The violations of report-only guardrails. */
  warnings: Violation[];
  /** Absent if the spec violates a rule before AWS and the cluster are read, or if its cluster, entity, or owner is unknown. */
  context?: PlanContext;
  /** Whether an object with the planned name belongs to somebody else. */
  isOthers?: boolean;
}

/** Everything that a plan depends on, read and decided once for all uses within a request. */
export interface PlanContext
  extends OwnershipContext,
    Pick<PlanFacts, 'own' | 'others' | 'adopted'> {
  /** Returns the pods that run as the ServiceAccount. Reads them on the first call. */
  pods: () => Promise<Observation<ObservedPod[]>>;
  steps: PlannedStep[];
}
