import type { IndirectAccess } from '../model/types';
import type { RbacGrant } from '../model/inventory';

/** A rule of a Role or ClusterRole. */
export type RbacRule = RbacGrant['rules'][number];

/** A request to the API server, such as `create` on `serviceaccounts/token`. */
interface RbacRequest {
  verbs: string[];
  apiGroup: string;
  resource: string;
  subresource?: string;
}

/** Whether a list of a rule contains any of the values or `*`. */
const holds = (list: string[], ...values: string[]) =>
  list.includes('*') || values.some(value => list.includes(value));

/**
 * Whether a rule allows any of the verbs, regardless of the objects that it names.
 * Source: "Using RBAC Authorization", Kubernetes documentation; `pkg/apis/rbac/v1/evaluation_helpers.go` of Kubernetes.
 */
function allows(rule: RbacRule, request: RbacRequest): boolean {
  const { verbs, apiGroup, resource, subresource } = request;
  const names =
    subresource === undefined
      ? [resource]
      : [`${resource}/${subresource}`, `*/${subresource}`];
  return (
    holds(rule.verbs, ...verbs) &&
    holds(rule.apiGroups, apiGroup) &&
    holds(rule.resources, ...names)
  );
}

/** A method to get the credentials of a ServiceAccount with a Kubernetes permission. */
export interface EscalationMethod {
  method: IndirectAccess['method'];
  requests: RbacRequest[];
  /** Whether the permission counts only if it is granted for the whole cluster. */
  clusterWide?: true;
  /** The only namespace in which the permission counts. It gives access to the ServiceAccounts of all namespaces. */
  onlyIn?: string;
  /** Whether the permission counts only if the ConfigMap `aws-auth` can map IAM principals. */
  byAwsAuth?: true;
  /**
   * The effect of `resourceNames` in a rule: the rule is useless, because objects cannot be created by name (`refused`); they are the ServiceAccounts
   * (`service-accounts`); they are other objects, any of which suffices (`objects`); or only the listed names suffice.
   */
  names: 'refused' | 'service-accounts' | 'objects' | string[];
}

const APPS = ['deployments', 'statefulsets', 'daemonsets', 'replicasets'];

function controllers(verbs: string[]): RbacRequest[] {
  return [
    ...APPS.map(resource => ({ verbs, apiGroup: 'apps', resource })),
    { verbs, apiGroup: '', resource: 'replicationcontrollers' },
    { verbs, apiGroup: 'batch', resource: 'cronjobs' },
  ];
}

const RBAC = 'rbac.authorization.k8s.io';

/** The built-in roles of Kubernetes that give access to ServiceAccounts if bound. */
const STRONG_ROLES = ['cluster-admin', 'admin', 'edit'];

/**
 * All methods, most direct first. Secrets are not included: a person who can create and read Secrets can get a legacy token, but it has no audience
 * and an issuer that AWS does not know, so AWS STS and EKS Pod Identity refuse it. Impersonation of named users and groups is not included either,
 * except for `system:masters`, because these users and groups are reported themselves.
 * Source: "RBAC Good Practices" and "User impersonation", Kubernetes documentation; "Grant IAM users access to Kubernetes with a ConfigMap",
 * Amazon EKS User Guide.
 */
export const ESCALATION_METHODS: readonly EscalationMethod[] = [
  {
    method: 'token',
    names: 'service-accounts',
    requests: [
      {
        verbs: ['create'],
        apiGroup: '',
        resource: 'serviceaccounts',
        subresource: 'token',
      },
    ],
  },
  {
    method: 'create-pod',
    names: 'refused',
    requests: [{ verbs: ['create'], apiGroup: '', resource: 'pods' }],
  },
  {
    method: 'workload-controller',
    names: 'refused',
    requests: [
      ...controllers(['create']),
      { verbs: ['create'], apiGroup: 'batch', resource: 'jobs' },
    ],
  },
  {
    method: 'workload-controller',
    names: 'objects',
    requests: controllers(['update', 'patch']),
  },
  {
    method: 'exec',
    names: 'objects',
    requests: [
      ...['exec', 'attach'].map(subresource => ({
        // A WebSocket starts with a GET, which requires the verb `get`.
        verbs: ['create', 'get'],
        apiGroup: '',
        resource: 'pods',
        subresource,
      })),
      {
        verbs: ['update', 'patch'],
        apiGroup: '',
        resource: 'pods',
        subresource: 'ephemeralcontainers',
      },
      // The image of a running container can be changed.
      { verbs: ['update', 'patch'], apiGroup: '', resource: 'pods' },
    ],
  },
  {
    method: 'impersonate',
    names: 'service-accounts',
    requests: [
      { verbs: ['impersonate'], apiGroup: '', resource: 'serviceaccounts' },
    ],
  },
  {
    method: 'impersonate',
    names: ['system:masters'],
    clusterWide: true,
    requests: ['users', 'groups'].map(resource => ({
      verbs: ['impersonate'],
      apiGroup: '',
      resource,
    })),
  },
  {
    method: 'node-proxy',
    names: 'objects',
    clusterWide: true,
    requests: [
      {
        verbs: ['create', 'get'],
        apiGroup: '',
        resource: 'nodes',
        subresource: 'proxy',
      },
    ],
  },
  {
    method: 'escalate',
    names: 'objects',
    requests: ['roles', 'clusterroles'].map(resource => ({
      verbs: ['escalate'],
      apiGroup: RBAC,
      resource,
    })),
  },
  {
    method: 'escalate',
    names: STRONG_ROLES,
    requests: ['roles', 'clusterroles'].map(resource => ({
      verbs: ['bind'],
      apiGroup: RBAC,
      resource,
    })),
  },
  {
    // Adds or changes containers of pods that others create.
    method: 'admission-webhook',
    names: 'objects',
    clusterWide: true,
    requests: [
      'mutatingwebhookconfigurations',
      'mutatingadmissionpolicies',
    ].map(resource => ({
      verbs: ['create', 'update', 'patch'],
      apiGroup: 'admissionregistration.k8s.io',
      resource,
    })),
  },
  {
    // Maps any IAM principal to `system:masters`.
    method: 'aws-auth',
    names: ['aws-auth'],
    onlyIn: 'kube-system',
    byAwsAuth: true,
    requests: [
      { verbs: ['update', 'patch'], apiGroup: '', resource: 'configmaps' },
    ],
  },
];

/** Returns the ServiceAccounts to which a rule gives access with a method: all in its scope, only named ones, or none (undefined). */
export function reachedBy(
  { requests, names }: EscalationMethod,
  rule: RbacRule,
): { serviceAccounts?: string[]; limitedTo?: string[] } | undefined {
  if (!requests.some(request => allows(rule, request))) return undefined;
  const { resourceNames } = rule;
  if (resourceNames.length === 0) return {};
  if (names === 'refused') return undefined;
  if (names === 'service-accounts') return { serviceAccounts: resourceNames };
  if (names === 'objects') return { limitedTo: resourceNames };
  return resourceNames.some(name => names.includes(name)) ? {} : undefined;
}
