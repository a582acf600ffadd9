/** The source of a container variable's value outside the pod. The value is never read. */
export interface VariableSource {
  kind: 'secret' | 'config-map' | 'other';
  /** The name of the Secret or ConfigMap; empty for other kinds. */
  name: string;
  /** The key in the Secret or ConfigMap; empty for other kinds. */
  key: string;
}

/** A Secret or ConfigMap whose keys all become variables of a container. Its keys and values are not read. */
export interface VariablesFrom {
  kind: 'secret' | 'config-map';
  name: string;
  prefix: string;
}

/** The user that a container runs as. The image decides about absent fields. */
export interface ObservedSecurityContext {
  runAsUser?: number;
  runAsNonRoot?: boolean;
}

/** The kind of a volume, as far as checks need it. */
export type VolumeKind =
  | 'secret'
  | 'config-map'
  | 'host-path'
  | 'empty-dir'
  | 'projected'
  | 'other';

/** The placeholder for the value of a variable that is set, but not read. */
export const HIDDEN_VALUE = '(not read)';

/** A container of a pod. */
export interface ObservedContainer {
  name: string;
  /** Whether it is an init container. */
  init: boolean;
  /**
   * The variables of the container. Values are only kept if they decide whose credentials are used; others are {@link HIDDEN_VALUE}, because they can
   * be secrets. Variables set from another source have an empty text.
   */
  env: Record<string, string>;
  /** The sources of variables that are not set by value, by variable name. */
  envSources: Record<string, VariableSource>;
  envFrom: VariablesFrom[];
  /** The volume name by mount path. */
  mounts: Record<string, string>;
  /** The container's security context, which overrides the pod's. */
  security: ObservedSecurityContext;
}

/** A pod of the namespace. */
export interface ObservedPod {
  name: string;
  /** The controller of the pod in kubectl's notation, such as `deployment/orders`; absent for a standalone pod. */
  workload?: string;
  /** Whether a controller recreates the pod after its deletion. */
  isControlled: boolean;
  createdAt: string;
  /** The pod phase, such as `Running`. */
  phase: string;
  serviceAccountName: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  hostNetwork: boolean;
  /** The operating system that the pod requires, such as `windows`. */
  os?: string;
  fsGroup?: number;
  /** The containers, init containers first. */
  containers: ObservedContainer[];
  /** The volume kind by volume name. */
  volumes: Record<string, VolumeKind>;
  /** The volumes with a projected ServiceAccount token: the audience by volume name. */
  tokenVolumes: Record<string, string>;
}
