import type { Observation } from './observation';

/** The add-on of the EKS Pod Identity Agent. */
export interface ObservedAddon {
  name: string;
  version: string;
  /** Such as `ACTIVE` or `DEGRADED`. EKS calls an add-on active whose pods crash. */
  addonStatus: string;
  /** JSON or YAML; absent where nothing is configured. */
  configurationValues?: string;
}

/** The pods of the EKS Pod Identity Agent, of which each node has one. */
export interface ObservedAgentPods {
  ready: 'all' | 'some' | 'none';
  /** Why one is not ready, such as `CrashLoopBackOff`. */
  reason?: string;
}

/** The EKS Pod Identity Agent. */
export interface ObservedAgent
  extends Pick<ObservedAddon, 'name' | 'version' | 'configurationValues'> {
  /** Absent where the agent is no add-on, but what somebody installed as a DaemonSet. */
  addonStatus?: string;
  pods: Observation<ObservedAgentPods>;
}

/** A role of a cluster's nodes. */
export interface ObservedNodeRole {
  arn: string;
  /** Whether it may ask for the credentials of pods; absent when there is no such role. */
  podIdentity: Observation<{
    allowed: boolean;
    /** Whether it may not because no policy says so, rather than because one denies it or a boundary limits it. */
    isOnlyMissing?: boolean;
  }>;
}
