import { seenWorld } from '../../state/seen';
import type { PodIdentityAssociation } from '../../state/cluster';
import { findRole } from '../access/caller';
import { iamProblem } from '../access/iamProblem';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';
import { invalidParameter } from './errors';
import { textField } from './fields';
import type { EksInput } from './operation';

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/\S+$/;
const SERVICE = 'pods.eks.amazonaws.com';
/** The maximum length of an STS session policy, in characters. */
const POLICY_LIMIT = 2048;

/** The settings of an association that can be changed. */
export type AssociationSettings = Pick<
  PodIdentityAssociation,
  'roleArn' | 'targetRoleArn' | 'policy' | 'disableSessionTags'
>;

/**
 * Returns the settings of a request. A missing field keeps its value in `before`. An empty target role or policy is removed. Throws
 * `InvalidParameterException`.
 */
export function readSettings(
  input: EksInput,
  before?: AssociationSettings,
): AssociationSettings {
  const { disableSessionTags = before?.disableSessionTags ?? false } =
    input.body;
  if (typeof disableSessionTags !== 'boolean') {
    throw invalidParameter('disableSessionTags must be a boolean');
  }
  const text = (name: 'roleArn' | 'targetRoleArn' | 'policy') =>
    textField(input, name) ?? before?.[name];
  const targetRoleArn = text('targetRoleArn') || undefined;
  return {
    roleArn: text('roleArn') ?? '',
    targetRoleArn,
    policy: text('policy') || undefined,
    disableSessionTags,
  };
}

/** Throws `InvalidParameterException` if EKS would reject the settings. */
export function checkSettings(
  settings: AssociationSettings,
  { world, now, caller: { account } }: OperationContext,
): void {
  const { roleArn, targetRoleArn, policy, disableSessionTags } = settings;
  checkRoleArn(roleArn);
  const role = findRole(seenWorld(world, 'trust', now), roleArn)?.role;
  if (!role) {
    throw invalidParameter('Role provided in the request does not exist.');
  }
  if (!namesService(JSON.parse(role.trustPolicy))) {
    throw invalidParameter('Trust policy of the role provided is invalid');
  }
  if (targetRoleArn !== undefined) {
    checkRoleArn(targetRoleArn);
  }
  if (policy !== undefined) {
    checkPolicy(policy, disableSessionTags, account.partition);
  }
}

function checkPolicy(
  policy: string,
  disableSessionTags: boolean,
  partition: string,
): void {
  if (!disableSessionTags) {
    throw invalidParameter(
      'disableSessionTags must be set to true when a policy is specified',
    );
  }
  if (policy.length > POLICY_LIMIT) {
    throw invalidParameter(
      `policy must not be longer than ${POLICY_LIMIT} characters`,
    );
  }
  const problem = iamProblem(policy, 'session', partition);
  if (problem) {
    throw invalidParameter(problem);
  }
}

function checkRoleArn(roleArn: string): void {
  if (!ROLE_ARN.test(roleArn)) {
    throw invalidParameter(`Role ARN ${roleArn} is not valid`);
  }
}

/** Checks whether a statement allows EKS Pod Identity. Like EKS, it ignores conditions. */
function namesService(policy: {
  Statement: TrustStatement | TrustStatement[];
}): boolean {
  return [policy.Statement].flat().some(({ Effect, Principal }) => {
    const services =
      typeof Principal === 'string' ? Principal : Principal?.Service ?? [];
    return (
      Effect === 'Allow' &&
      [services].flat().some(name => name === SERVICE || name === '*')
    );
  });
}

interface TrustStatement {
  Effect: string;
  Principal?: string | { Service?: string | string[] };
}

/**
 * Returns the accesses for passing a role to EKS Pod Identity, which also reads the role on behalf of the caller. Throws `AccessDeniedException` for
 * a role of another account, because it cannot be passed, and `InvalidParameterException` if the ARN is not a role ARN.
 */
export function passRoleAccess(
  roleArn: string,
  { caller }: OperationContext,
): Access[] {
  checkRoleArn(roleArn);
  if (ROLE_ARN.exec(roleArn)?.[2] !== caller.account.id) {
    throw new AwsError(
      'AccessDeniedException',
      403,
      'Cross-account pass role is not allowed.',
    );
  }
  return [
    {
      action: 'iam:PassRole',
      resource: roleArn,
      context: { 'iam:PassedToService': SERVICE },
    },
    { action: 'iam:GetRole', resource: roleArn },
  ];
}
