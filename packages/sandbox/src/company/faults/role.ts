import type { Plants } from './types';
import { defaultDocument } from '../../aws/access/policies';
import { QUOTAS, policySize } from '../../aws/iam/quotas';
import {
  addPolicy,
  addRole,
  policyText,
  rightTrust,
  statementsIn,
  trustStatement,
  type StatementText,
} from '../iam';
import { allowedBy } from '../permissions';
import {
  FaultError,
  ROLE_ARN_ANNOTATION,
  annotate,
  findRunningService,
  findService,
  restart,
  setVariables,
  type Service,
} from '../service';
import { subjectOf } from '@backstage-irsa/core/model';

/** The number of characters to leave free in the trust policy: too few for another statement. */
const FREE = 30;
const WORDS = '-nightly-export-of-reports-for-the-finance-department';

/** Returns a valid statement for a ServiceAccount of the same namespace. */
function otherStatement(
  { account, cluster, ref }: Service,
  name: string,
): StatementText {
  const { namespace } = ref;
  return trustStatement({
    ...rightTrust(account, cluster, ref),
    sub: subjectOf({ namespace, name }),
  });
}

/** Returns the size that one more statement adds to a policy, including the comma. */
function sizeOf(statement: StatementText): number {
  return policySize(JSON.stringify(statement)) + 1;
}

const HOUR = 3600;

/** The faults of the role. */
export const roleFaults = {
  'path-left-out'(ref, world) {
    const service = findRunningService(world, ref);
    const { account, role } = service;
    const withPath =
      role.path === '/'
        ? addRole(account, { ...role, path: '/services/' })
        : role;
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: withPath.arn.replace(withPath.path, '/'),
    });
    restart(service);
  },
  /** The trust policy has one statement for each of many ServiceAccounts, although one statement with all subjects would do. */
  'trust-policy-full'(ref, world) {
    const service = findService(world, ref);
    const own = statementsIn(service.role.trustPolicy);
    const room =
      QUOTAS.AssumeRolePolicySizeQuota - FREE - policySize(policyText(...own));
    const empty = sizeOf(otherStatement(service, ''));
    const count = Math.floor(room / (empty + 'job-00'.length));
    const names = Array.from({ length: Math.max(0, count) }, (_, i) => {
      const length = Math.floor((room + i) / count) - empty;
      const name = `job-${String(i + 1).padStart(2, '0')}`;
      return `${name}${WORDS.repeat(9)}`.slice(0, length).replace(/-$/, 'x');
    });
    service.role.trustPolicy = policyText(
      ...own,
      ...names.map(name => otherStatement(service, name)),
    );
  },
  /** Copies of the same policy use up the quota. */
  'policies-full'(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    const first = account.policies.get(role.attachedPolicyArns[0] ?? '');
    const allowed = allowedBy(service);
    if (!first && allowed.length === 0) {
      throw new FaultError(ref, 'its role has no policy to copy');
    }
    const document = first ? defaultDocument(first) : policyText(...allowed);
    const missing =
      QUOTAS.AttachedPoliciesPerRoleQuota - role.attachedPolicyArns.length;
    for (let i = 1; i <= missing; i++) {
      const { arn } = addPolicy(account, {
        name: `${role.name}-copy-${i}`,
        document,
        createdAt: world.now(),
      });
      role.attachedPolicyArns.push(arn);
    }
  },
  /** A fault of the application: only this setting and the role's own limit show it. */
  'session-too-long'(ref, world) {
    const service = findRunningService(world, ref);
    service.role.maxSessionDurationSeconds = HOUR;
    setVariables(service, {
      name: 'APP_AWS_SESSION_SECONDS',
      value: String(12 * HOUR),
    });
  },
  /** AWS STS is deactivated in the cluster's region for the account of the role. */
  'sts-region-inactive'(ref, world) {
    const { account, cluster } = findRunningService(world, ref);
    account.inactiveStsRegions.add(cluster.region);
  },
} satisfies Plants;
