import type { Observation } from './observation';

/** The add-on of the EKS Pod Identity Agent. */
export interface ObservedAddon {
  name: string;
  version: string;
  /** The status, such as `ACTIVE` or `DEGRADED`. EKS reports `ACTIVE` even if the pods of the add-on crash. */
  addonStatus: string;
  /** The configuration as JSON or YAML; absent if there is none. */
  configurationValues?: string;
}

/** The readiness of the EKS Pod Identity Agent's pods, one on each node. */
export interface ObservedAgentPods {
  ready: 'all' | 'some' | 'none';
  /** Why a pod is not ready, such as `CrashLoopBackOff`. */
  reason?: string;
}

/** The EKS Pod Identity Agent. */
export interface ObservedAgent
  extends Pick<ObservedAddon, 'name' | 'version' | 'configurationValues'> {
  /** Absent if the agent is not an add-on, but a DaemonSet that was installed separately. */
  addonStatus?: string;
  pods: Observation<ObservedAgentPods>;
}

/** A role of a cluster's nodes. */
export interface ObservedNodeRole {
  arn: string;
  /** Whether the role can request the credentials of pods; absent if the role does not exist. */
  podIdentity: Observation<{
    allowed: boolean;
    /** Whether the permission is only missing, rather than denied by a policy or limited by a boundary. */
    isOnlyMissing?: boolean;
  }>;
}
