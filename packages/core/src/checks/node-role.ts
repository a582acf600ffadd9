import { parseRoleArn, arnBeside } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed, ObservedNodeRole } from '../model/observed';
import { POD_IDENTITY_ACTION } from '../permissions/nodeRole';
import { fail, pass, unreadable, warn } from './utils/answer';
import { command } from '../model/shell';
import type { Check, Remediation } from './types';

const FAULT = 'node-role-denied';

/** The AWS managed policy that lets nodes join a cluster. It includes the permission that the EKS Pod Identity Agent needs. */
const WORKER_POLICY = 'AmazonEKSWorkerNodePolicy';

const nameOf = ({ arn }: ObservedNodeRole) => parseRoleArn(arn)?.name ?? arn;

/**
 * Recommends attaching the policy only if the permission is merely missing. If a policy denies it or a boundary excludes it, a person must decide
 * what to change.
 */
function remediationOf(refused: ObservedNodeRole[]): Remediation {
  const attach = refused.map(role =>
    command(
      ...['aws', 'iam', 'attach-role-policy', '--role-name', nameOf(role)],
      '--policy-arn',
      arnBeside(role.arn, {
        accountId: 'aws',
        resource: `policy/${WORKER_POLICY}`,
      }),
    ),
  );
  return refused.every(({ podIdentity }) => valueOf(podIdentity)?.isOnlyMissing)
    ? {
        sentence: `Attach ${WORKER_POLICY} to the node role, or allow ${POD_IDENTITY_ACTION} in a policy of your own.`,
        commands: attach,
      }
    : {
        sentence: `Allow ${POD_IDENTITY_ACTION} in the node role. A Deny statement or the permissions boundary blocks it, or the role was deleted.`,
      };
}

/** Checks whether the node role allows the EKS Pod Identity Agent to get credentials for pods. */
export const check: Check = {
  meta: {
    id: 'node-role',
    link: 'workload',
    question: 'Can the nodes get the credentials of their pods from EKS?',
    symptoms: [
      'AccessDeniedException: User: arn:aws:sts::…:assumed-role/…-node/i-… is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:…:cluster/…',
    ],
    requiredPermissions: [
      'eks:ListNodegroups',
      'eks:DescribeNodegroup',
      'iam:GetRole',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
    ],
    faults: [FAULT],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/node-role.md',
    needs: ['cluster-reachable'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ nodeRoles }) =>
    nodeRoles !== undefined && valueOf(nodeRoles)?.length !== 0,
  run({ nodeRoles, config }: Observed) {
    if (nodeRoles?.state === 'unknown') {
      return unreadable('The node roles', nodeRoles);
    }
    const roles = (nodeRoles && valueOf(nodeRoles)) ?? [];
    const refused = roles.filter(
      ({ podIdentity }) =>
        podIdentity.state !== 'unknown' && !valueOf(podIdentity)?.allowed,
    );
    const names = refused.map(nameOf).join(', ');
    const message = `The nodes of cluster ${config.eksName} with role ${names} are not allowed to call ${POD_IDENTITY_ACTION}: their pods get no credentials.`;
    if (refused.length > 0) {
      const answer = refused.length === roles.length ? fail : warn;
      return answer(message, remediationOf(refused), FAULT);
    }
    for (const { arn, podIdentity } of roles) {
      if (podIdentity.state === 'unknown') {
        return unreadable(`The permissions of node role ${arn}`, podIdentity);
      }
    }
    return pass(
      `The nodes can get the credentials of their pods with role ${roles
        .map(nameOf)
        .join(', ')}.`,
    );
  },
};
