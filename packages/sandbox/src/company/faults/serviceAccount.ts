import type { Plants } from './types';
import { addRole, policyText } from '../iam';
import {
  POD_IDENTITY_ACTIONS,
  associate,
  podIdentityTrust,
  switchToPodIdentity,
} from '../podIdentity';
import {
  ROLE_ARN_ANNOTATION,
  annotate,
  findRunningService,
  restart,
} from '../service';

/** The faults of the ServiceAccount and its association. */
export const serviceAccountFaults = {
  'audience-differs'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      'eks.amazonaws.com/audience': `sts.${service.cluster.region}.amazonaws.com`,
    });
    restart(service);
  },
  'mistyped-annotation'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: undefined,
      'eks.amazon.com/role-arn': service.role.arn,
    });
    restart(service);
  },
  'malformed-arn'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: service.role.arn.replace('::', ':'),
    });
    restart(service);
  },
  'wrong-partition'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: service.role.arn.replace(
        /^arn:[^:]+/,
        'arn:aws-cn',
      ),
    });
    restart(service);
  },
  'global-sts'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, { 'eks.amazonaws.com/sts-regional-endpoints': 'false' });
    restart(service);
  },
  'both-mechanisms'(ref, world) {
    const service = findRunningService(world, ref);
    const clusterAccount =
      world.accounts.get(service.cluster.accountId) ?? service.account;
    const role = addRole(clusterAccount, {
      name: `${ref.namespace}-${ref.name}-pod-identity`.slice(0, 64),
      trustPolicy: policyText(podIdentityTrust(service)),
      createdAt: world.now(),
    });
    associate(service, role.arn);
    restart(service);
  },
  /** The service uses EKS Pod Identity with a role that does not exist instead of its own. */
  'association-dangling'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: `${service.role.arn}-old`,
      actions: POD_IDENTITY_ACTIONS,
    });
  },
  'token-expiration'(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, { 'eks.amazonaws.com/token-expiration': '300' });
    restart(service);
  },
} satisfies Plants;
