/** Where a variable of a container gets its value, when that is not in the pod itself. The value is never read. */
export interface VariableSource {
  kind: 'secret' | 'config-map' | 'other';
  /** Of the Secret or ConfigMap; empty for others. */
  name: string;
  /** Of the Secret or ConfigMap; empty for others. */
  key: string;
}

/** A Secret or ConfigMap whose keys all become variables of a container. They are not read. */
export interface VariablesFrom {
  kind: 'secret' | 'config-map';
  name: string;
  prefix: string;
}

/** As whom a container runs; what is not said is left to the image. */
export interface ObservedSecurityContext {
  runAsUser?: number;
  runAsNonRoot?: boolean;
}

/** What a volume is made of, as far as it matters here. */
export type VolumeKind =
  | 'secret'
  | 'config-map'
  | 'host-path'
  | 'empty-dir'
  | 'projected'
  | 'other';

/** Stands for the value of a variable that is set to something. */
export const HIDDEN_VALUE = '(not read)';

/** A container of a pod. */
export interface ObservedContainer {
  name: string;
  /** Whether it is an init container. */
  init: boolean;
  /**
   * Variables set by value: with their values where these say whose credentials are used, else with {@link HIDDEN_VALUE}, for one may be a secret.
   * Those set from elsewhere with an empty text.
   */
  env: Record<string, string>;
  /** Variables set from elsewhere, by name. */
  envSources: Record<string, VariableSource>;
  envFrom: VariablesFrom[];
  /** Volume name by mount path. */
  mounts: Record<string, string>;
  /** Its own, over that of the pod. */
  security: ObservedSecurityContext;
}

/** A pod of the namespace. */
export interface ObservedPod {
  name: string;
  /** What makes such pods, as kubectl names it, such as `deployment/orders`; absent for a pod by itself. */
  workload?: string;
  /** Whether something makes such a pod again when it is gone. */
  isControlled: boolean;
  createdAt: string;
  /** Such as `Running`. */
  phase: string;
  serviceAccountName: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  hostNetwork: boolean;
  /** The operating system that it says it needs, such as `windows`. */
  os?: string;
  fsGroup?: number;
  /** Init containers first. */
  containers: ObservedContainer[];
  /** Kind by volume name. */
  volumes: Record<string, VolumeKind>;
  /** Volumes with a projected ServiceAccount token: audience by volume name. */
  tokenVolumes: Record<string, string>;
}
