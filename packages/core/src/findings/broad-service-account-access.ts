import { valueOf } from '../model/observation';
import {
  appliesIn,
  findEscalationGrants,
  MASTERS,
  principalsBySubject,
  type EscalationGrant,
} from '../rbac/escalationGrants';
import {
  distinct,
  groupedBy,
  namespacesOf,
  principalsOf,
} from '../rbac/together';
import type {
  ClusterSubject,
  GovernanceAnswer,
  GovernanceCheck,
} from './types';

/** The maximum number of subjects with a finding of their own. A cluster with more of them cannot be reviewed one by one. */
const MOST = 100;
/** The maximum number of names in a sentence. */
const NAMED = 10;

const IMPACT = 'Can use the roles of several services.';

interface Reach {
  subject: string;
  escalationGrants: EscalationGrant[];
  /** The namespaces; undefined for all. */
  namespaces?: string[];
}

/** Limits a grant to those of the namespaces in which it applies. A grant for all namespaces stays as it is. */
function limitedTo(
  wanted: Set<string>,
  grant: EscalationGrant,
): EscalationGrant {
  const { namespaces } = grant;
  if (!namespaces) return grant;
  // A cluster has thousands of bindings: only patterns are compared with each namespace.
  return {
    ...grant,
    namespaces: namespaces.some(name => name.includes('*'))
      ? [...wanted].filter(namespace => appliesIn(grant, namespace))
      : namespaces.filter(namespace => wanted.has(namespace)),
  };
}

/** Returns the subjects that can use IAM service accounts in all or several namespaces, the widest access first. */
function reachesOf({ facts, namespaces: concerned }: ClusterSubject): Reach[] {
  const wanted = new Set(concerned);
  const escalationGrants = findEscalationGrants(facts)
    // A grant that is limited to named ServiceAccounts concerns only those. Nobody can take its binding from `system:masters`.
    .filter(
      ({ serviceAccounts, subject }) =>
        serviceAccounts === undefined && subject !== `Group ${MASTERS}`,
    )
    .map(grant => limitedTo(wanted, grant))
    .filter(({ namespaces }) => namespaces?.length !== 0);
  return groupedBy(escalationGrants, ({ subject }) => subject)
    .map(same => {
      const namespaces = namespacesOf(same);
      return {
        subject: same[0].subject,
        escalationGrants: same,
        ...(namespaces && { namespaces }),
      };
    })
    .filter(({ namespaces }) => (namespaces?.length ?? 2) > 1)
    .sort(
      (a, b) =>
        (b.namespaces?.length ?? Infinity) -
          (a.namespaces?.length ?? Infinity) ||
        (a.subject < b.subject ? -1 : 1),
    );
}

const WORDS: Record<EscalationGrant['method'], string> = {
  token: 'creates tokens',
  'create-pod': 'creates pods',
  exec: 'runs commands in pods',
  'workload-controller': 'changes workloads',
  impersonate: 'impersonates',
  'node-proxy': 'uses the node proxy',
  escalate: 'grants itself permissions',
  'admission-webhook': 'changes pods by admission webhooks',
  'aws-auth': 'changes the ConfigMap aws-auth, if the cluster uses it',
  'access-entry': 'has an EKS access policy',
};

function answerOf(
  cluster: string,
  { subject, escalationGrants, namespaces }: Reach,
  bySubject: Map<string, string[]>,
): GovernanceAnswer {
  const methods = distinct(escalationGrants.map(({ method }) => WORDS[method]));
  const through = distinct(escalationGrants.map(({ grantedBy }) => grantedBy));
  const principals = principalsOf(escalationGrants, bySubject);
  const where = namespaces
    ? `of ${namespaces.length} namespaces (${listed(namespaces)})`
    : 'of every namespace';
  return {
    key: subject,
    title: `${subject} can use many IAM service accounts`,
    severity: namespaces ? 'medium' : 'high',
    impact: IMPACT,
    message: `${subject} can use the IAM service accounts ${where} in ${cluster}: it ${methods.join(
      ', ',
    )}.`,
    facts: [
      { label: 'Through', value: listed(through) },
      ...(principals.length > 0
        ? [{ label: 'IAM principals', value: listed(principals) }]
        : []),
    ],
    extent: distinct(
      escalationGrants.flatMap(grant =>
        (grant.namespaces ?? ['*']).map(
          namespace => `${WORDS[grant.method]} in namespace ${namespace}`,
        ),
      ),
    ),
    remediation: `Remove the permissions that ${subject} does not need, or limit them to its own namespaces. Accept the finding if this is intended.`,
  };
}

/** Combines all further subjects into one finding. */
function answerOfRest(cluster: string, rest: Reach[]): GovernanceAnswer[] {
  if (rest.length === 0) return [];
  return [
    {
      key: '',
      severity: rest[0].namespaces ? 'medium' : 'high',
      impact: IMPACT,
      message: `${rest.length} more subjects can use the IAM service accounts of several namespaces in ${cluster}.`,
      facts: [
        {
          label: 'Subjects',
          value: listed(rest.map(({ subject }) => subject)),
        },
      ],
      extent: rest.map(({ subject }) => subject),
      remediation:
        'Remove permissions that are too broad, such as a binding of all users to a powerful ClusterRole.',
    },
  ];
}

/**
 * Checks which subjects other than the cluster's own components can use the IAM service accounts of many namespaces through Kubernetes permissions.
 */
export const check: GovernanceCheck<'cluster'> = {
  meta: {
    id: 'broad-service-account-access',
    subject: 'cluster',
    title: 'Subject can use many IAM service accounts',
    question: 'Can each subject use only the ServiceAccounts of one namespace?',
    requiredPermissions: [
      'list clusterroles',
      'list clusterrolebindings',
      'list roles',
      'list rolebindings',
      'eks:ListAccessEntries',
    ],
    docs: 'docs/reference/findings/broad-service-account-access.md',
  },
  run(subject) {
    const { facts, namespaces } = subject;
    if (namespaces.length === 0) return [];
    const reaches = reachesOf(subject);
    const bySubject = principalsBySubject(valueOf(facts.accessEntries) ?? []);
    return [
      ...reaches
        .slice(0, MOST)
        .map(reach => answerOf(facts.name, reach, bySubject)),
      ...answerOfRest(facts.name, reaches.slice(MOST)),
    ];
  },
};

function listed(values: string[]): string {
  const more = values.length - NAMED;
  return more > 0
    ? `${values.slice(0, NAMED).join(', ')} and ${more} more`
    : values.join(', ');
}
