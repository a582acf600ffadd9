import {
  addonCommand,
  agentFailure,
  agentRemediation,
} from '../checks/utils/podIdentityAgent';
import { howToAllow, valueOf } from '../model/observation';
import { platformWithoutAgent } from '../model/podIdentityAgent';
import type { Blocker, MigrationContext } from './types';
import { parseRoleArn } from '../arn/arn';
import type { MigrationBlocker, Violation } from '../model/types';

/** Blocks pods on Windows: the EKS Pod Identity Agent does not run there. */
export const windows: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(
    pod => platformWithoutAgent(pod) === 'Windows',
  );
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'windows',
          message: `EKS Pod Identity does not support Windows, which these pods run on: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'Keep IRSA for this service.',
        },
      ]
    : [];
};

/** The rule about a trust policy that would be longer than IAM allows. */
const TRUST_SIZE_RULE = 'trust-policy-size';

/** Blocks a too long trust policy. During the migration, it has statements for both mechanisms and all ServiceAccounts that share the role. */
export const sharedTrustTooLong: Blocker = ({ violations, desired }) =>
  violations.some(({ rule }) => rule === TRUST_SIZE_RULE)
    ? [
        {
          rule: 'shared-trust-too-long',
          message: `The trust policy of role ${
            desired?.roleName ?? ''
          } would be longer than IAM allows while it contains both mechanisms.`,
          remediation:
            'Ask AWS for a higher quota on the length of role trust policies, or let fewer ServiceAccounts share the role.',
        },
      ]
    : [];

/** Blocks if pods cannot be listed: they can still need the credentials that the migration removes. */
export const podsUnknown: Blocker = ({ pods }) => {
  if (pods.state !== 'unknown') return [];
  const allow = howToAllow(pods) ?? 'Try again once the cluster is reachable';
  return [
    {
      rule: 'pods-unknown',
      message: `Backstage cannot tell which pods still need their old credentials. ${pods.reason}`,
      remediation: `${allow}.`,
    },
  ];
};

/** Blocks ServiceAccounts that have no spec, because Backstage does not manage them. */
export const notManagedByBackstage = ({
  account,
}: Pick<MigrationContext, 'account'>): MigrationBlocker[] =>
  account.spec
    ? []
    : [
        {
          rule: 'not-managed-by-backstage',
          message: `ServiceAccount ${account.namespace}/${account.name} in ${account.cluster} is not managed by Backstage.`,
          remediation:
            'Adopt it unchanged first (apply its spec with adopt), then migrate it.',
        },
      ];

/** Blocks pods on Fargate: the EKS Pod Identity Agent does not run there. */
export const fargate: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(
    pod => platformWithoutAgent(pod) === 'Fargate',
  );
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'fargate',
          message: `EKS Pod Identity does not support Fargate, which these pods run on: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'Run them on EC2 nodes, or keep IRSA for this service.',
        },
      ]
    : [];
};

/** Blocks if pods use a role that the spec does not request: a pod role is only created for the role of the spec. */
export const crossAccountRole: Blocker = ({
  account,
  cluster,
  desired,
  observed,
}) => {
  const target = observed && valueOf(observed.association)?.targetRoleArn;
  const known = [cluster.accountId, account.spec?.accountId];
  const accountId = parseRoleArn(account.roleArn ?? '')?.accountId;
  const isKnown = accountId === undefined || known.includes(accountId);
  const isOfSpec = target === undefined || target === desired?.roleArn;
  return isKnown && isOfSpec
    ? []
    : [
        {
          rule: 'cross-account-role',
          message: `Pods get role ${
            target ?? account.roleArn
          }, which is not the role in the spec.`,
          remediation:
            'Create a second IAM service account with the other mechanism, and switch the service to it.',
        },
      ];
};

/** The rules that another blocker reports in more detail. */
const REPORTED_ELSEWHERE = [TRUST_SIZE_RULE, 'pod-identity-agent'];

/** Converts a violation of a spec to a blocker. */
export function violationBlocker({
  field,
  rule,
  message,
}: Violation): MigrationBlocker {
  const remediation = `Fix the problem with ${field}, then plan the migration again.`;
  return { rule, message, remediation };
}

/** Blocks all other rules that the spec violates with the new mechanism. */
export const brokenRules: Blocker = ({ violations }) =>
  violations
    .filter(({ rule }) => !REPORTED_ELSEWHERE.includes(rule))
    .map(violationBlocker);

/** The add-on states in which the agent issues credentials now or soon, if its pods run. */
const WORKING = ['ACTIVE', 'UPDATING', 'CREATING'];

/** Blocks a cluster without a working EKS Pod Identity Agent: pods would request credentials that nothing issues. */
export const agentMissing: Blocker = ({ to, observed, cluster }) => {
  if (to !== 'pod-identity' || !observed) return [];
  const agent = valueOf(observed.podIdentityAgent);
  if (!agent) {
    // The nodes of EKS Auto Mode have the agent built in.
    if (valueOf(observed.cluster)?.autoMode) return [];
    return [
      {
        rule: 'agent-missing',
        message: `Cluster ${cluster.name} has no EKS Pod Identity Agent.`,
        remediation: `Install it: ${addonCommand('create', cluster)}`,
      },
    ];
  }
  const failure = agentFailure(agent);
  if (failure) {
    return [
      {
        rule: 'agent-missing',
        message: failure,
        remediation: agentRemediation(observed, agent).sentence,
      },
    ];
  }
  const { addonStatus = 'ACTIVE' } = agent;
  if (WORKING.includes(addonStatus)) return [];
  return [
    {
      rule: 'agent-missing',
      message: `The EKS Pod Identity Agent of cluster ${cluster.name} is ${addonStatus}.`,
      remediation: `Check why it is ${addonStatus}: ${addonCommand(
        'describe',
        cluster,
      )}`,
    },
  ];
};
