import type { JsonObject } from './json';

/** Any object of the cluster (Kubernetes API Conventions, "Objects"). These are type aliases so that they are also assignable to `JsonObject`. */
export type KubeObject = {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
};

export type ObjectMeta = {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  /** RFC 3339, whole seconds. */
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: StringMap;
  annotations?: StringMap;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
};

export type StringMap = { [key: string]: string };

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

/** The fields that one manager set, and when (Kubernetes, "Server-Side Apply"). */
export type ManagedFieldsEntry = {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
};

export type LabelSelector = {
  matchLabels?: StringMap;
  matchExpressions?: {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }[];
};

type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
};

export type Namespace = KubeObject & {
  spec?: { finalizers?: string[] };
  status?: { phase: 'Active' | 'Terminating' };
};

export type ServiceAccount = KubeObject & {
  secrets?: { name: string }[];
  imagePullSecrets?: { name: string }[];
  automountServiceAccountToken?: boolean;
};

export type EnvVar = { name: string; value?: string; valueFrom?: JsonObject };

type VolumeMount = {
  name: string;
  mountPath: string;
  readOnly?: boolean;
};

export type Container = {
  name: string;
  image?: string;
  args?: string[];
  env?: EnvVar[];
  envFrom?: JsonObject[];
  volumeMounts?: VolumeMount[];
};

type ServiceAccountTokenProjection = {
  audience?: string;
  expirationSeconds?: number;
  path: string;
};

type ProjectedSource = {
  serviceAccountToken?: ServiceAccountTokenProjection;
  configMap?: JsonObject;
  downwardAPI?: JsonObject;
};

export type Volume = {
  name: string;
  projected?: { sources?: ProjectedSource[]; defaultMode?: number };
};

export type PodSpec = {
  containers: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
  serviceAccountName?: string;
  /** The deprecated alias, which the API server keeps in sync with `serviceAccountName`. */
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  securityContext?: {
    runAsUser?: number;
    runAsNonRoot?: boolean;
    fsGroup?: number;
  };
  hostNetwork?: boolean;
  nodeName?: string;
  nodeSelector?: StringMap;
  restartPolicy?: string;
};

type ContainerStatus = {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: JsonObject;
  lastState?: JsonObject;
};

type PodStatus = {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  conditions?: Condition[];
  hostIP?: string;
  podIP?: string;
  startTime?: string;
  qosClass?: string;
  containerStatuses?: ContainerStatus[];
};

export type Pod = KubeObject & { spec: PodSpec; status?: PodStatus };

export type PodTemplate = {
  metadata?: { labels?: StringMap; annotations?: StringMap };
  spec: PodSpec;
};

type ReplicaStatus = {
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  updatedReplicas?: number;
  unavailableReplicas?: number;
  fullyLabeledReplicas?: number;
  observedGeneration?: number;
  conditions?: Condition[];
};

export type Deployment = KubeObject & {
  spec: {
    replicas?: number;
    selector: LabelSelector;
    template: PodTemplate;
    strategy?: JsonObject;
    revisionHistoryLimit?: number;
    progressDeadlineSeconds?: number;
  };
  status?: ReplicaStatus;
};

export type ReplicaSet = Deployment;

export type StatefulSet = Deployment & { spec: { serviceName?: string } };

export type DaemonSet = KubeObject & {
  spec: { selector: LabelSelector; template: PodTemplate };
  status?: {
    currentNumberScheduled: number;
    desiredNumberScheduled: number;
    numberReady: number;
    numberAvailable: number;
    numberMisscheduled: number;
    updatedNumberScheduled: number;
    observedGeneration?: number;
  };
};

export type Job = KubeObject & {
  spec: {
    parallelism?: number;
    completions?: number;
    selector?: LabelSelector;
    template: PodTemplate;
  };
  status?: { active?: number; ready?: number; startTime?: string };
};

export type CronJob = KubeObject & {
  spec: {
    schedule: string;
    suspend?: boolean;
    jobTemplate: { metadata?: JsonObject; spec: Job['spec'] };
  };
  status?: JsonObject;
};

export type Node = KubeObject & {
  spec?: { providerID?: string };
  status?: {
    addresses?: { type: string; address: string }[];
    conditions?: Condition[];
    nodeInfo?: JsonObject;
    capacity?: StringMap;
  };
};

export type ConfigMap = KubeObject & {
  data?: StringMap;
  binaryData?: StringMap;
};

/** An object of the core `events` resource. */
export type KubeEvent = KubeObject & {
  involvedObject: {
    apiVersion: string;
    kind: string;
    name: string;
    namespace?: string;
    uid?: string;
  };
  reason: string;
  message: string;
  type: 'Normal' | 'Warning';
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  source: { component: string };
};

export type MutatingWebhook = NonNullable<
  MutatingWebhookConfiguration['webhooks']
>[number];

export type MutatingWebhookConfiguration = KubeObject & {
  webhooks?: {
    name: string;
    clientConfig: { caBundle?: string; url?: string; service?: JsonObject };
    failurePolicy?: 'Ignore' | 'Fail';
    matchPolicy?: 'Exact' | 'Equivalent';
    namespaceSelector?: JsonObject;
    objectSelector?: JsonObject;
    reinvocationPolicy?: 'Never' | 'IfNeeded';
    rules?: JsonObject[];
    sideEffects?: string;
    timeoutSeconds?: number;
    admissionReviewVersions?: string[];
  }[];
};

export type PolicyRule = {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
};

export type Role = KubeObject & { rules?: PolicyRule[] | null };
export type ClusterRole = Role;

export type Subject = {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  namespace?: string;
  apiGroup?: string;
};

export type RoleBinding = KubeObject & {
  subjects?: Subject[];
  roleRef: { apiGroup?: string; kind: 'Role' | 'ClusterRole'; name: string };
};
export type ClusterRoleBinding = RoleBinding;
