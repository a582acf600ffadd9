import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Subject,
} from '../objects';

const GROUP = 'rbac.authorization.k8s.io';
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

function role(name: string, ...rules: PolicyRule[]): ClusterRole {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name, labels: LABELS },
    rules,
  };
}

function binding(name: string, ...groups: string[]): ClusterRoleBinding {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels: LABELS },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    subjects: groups.map(
      (group): Subject => ({ kind: 'Group', apiGroup: GROUP, name: group }),
    ),
  };
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const WORKLOADS = [
  'daemonsets',
  'deployments',
  'deployments/scale',
  'replicasets',
  'replicasets/scale',
  'statefulsets',
  'statefulsets/scale',
];
const JOBS = ['cronjobs', 'jobs'];
const OBJECTS = ['configmaps', 'pods', 'serviceaccounts'];

const view: PolicyRule[] = [
  {
    verbs: READ,
    apiGroups: [''],
    resources: [...OBJECTS, 'events', 'namespaces'],
  },
  { verbs: READ, apiGroups: ['apps'], resources: WORKLOADS },
  { verbs: READ, apiGroups: ['batch'], resources: JOBS },
];

const edit: PolicyRule[] = [
  ...view,
  { verbs: WRITE, apiGroups: [''], resources: OBJECTS },
  { verbs: ['impersonate'], apiGroups: [''], resources: ['serviceaccounts'] },
  {
    verbs: ['create'],
    apiGroups: [''],
    resources: ['serviceaccounts/token'],
  },
  { verbs: WRITE, apiGroups: ['apps'], resources: WORKLOADS },
  { verbs: WRITE, apiGroups: ['batch'], resources: JOBS },
];

const admin: PolicyRule[] = [
  ...edit,
  {
    verbs: [...READ, ...WRITE],
    apiGroups: [GROUP],
    resources: ['roles', 'rolebindings'],
  },
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['localsubjectaccessreviews'],
  },
];

/** The default ClusterRoles (Kubernetes, "Using RBAC Authorization"), for the resources that the sandbox serves. */
export const roles: ClusterRole[] = [
  role(
    'cluster-admin',
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ),
  role('admin', ...admin),
  role('edit', ...edit),
  role('view', ...view),
  role('system:discovery', {
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ],
  }),
  role(
    'system:basic-user',
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
    {
      verbs: ['create'],
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
    },
  ),
  role('system:public-info-viewer', {
    verbs: ['get'],
    nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'],
  }),
  role('system:service-account-issuer-discovery', {
    verbs: ['get'],
    nonResourceURLs: [
      '/.well-known/openid-configuration',
      '/.well-known/openid-configuration/',
      '/openid/v1/jwks',
      '/openid/v1/jwks/',
    ],
  }),
  role(
    'system:auth-delegator',
    {
      verbs: ['create'],
      apiGroups: ['authentication.k8s.io'],
      resources: ['tokenreviews'],
    },
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['subjectaccessreviews'],
    },
  ),
];

export const bindings: ClusterRoleBinding[] = [
  binding('cluster-admin', 'system:masters'),
  binding('system:discovery', 'system:authenticated'),
  binding('system:basic-user', 'system:authenticated'),
  binding(
    'system:public-info-viewer',
    'system:authenticated',
    'system:unauthenticated',
  ),
  binding('system:service-account-issuer-discovery', 'system:serviceaccounts'),
];
