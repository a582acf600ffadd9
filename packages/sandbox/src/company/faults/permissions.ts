import type { Plants } from './types';
import { addRole, policyText, type StatementText } from '../iam';
import { FULL_ACCESS } from '../organization';
import {
  addToBucketPolicy,
  allowedBy,
  bucketOf,
  isShared,
  policiesOf,
  type RolePolicy,
} from '../permissions';
import { FaultError, findService } from '../service';
import { addKey } from '../../aws/kms/customerKeys';

const isList = (action: string) => /^[^:]+:List/.test(action);

function losesActions({ Effect, Action }: StatementText): boolean {
  return Effect === 'Allow' && ![Action ?? []].flat().every(isList);
}

/** Returns the statements without the actions of the first one that allows more than list actions. */
function reduced({ statements }: RolePolicy): StatementText[] {
  const index = statements.findIndex(losesActions);
  const statement = statements[index];
  const actions = [statement.Action ?? []].flat();
  const left = actions.filter(isList);
  if (left.length === 0 && statements.length > 1) {
    return statements.filter(other => other !== statement);
  }
  const [service] = actions[0].split(':');
  return statements.with(index, {
    ...statement,
    Action: left.length === 0 ? `${service}:List*` : left,
  });
}

/** The faults of the role's permissions. */
export const permissionsFaults = {
  /** S3 stores the unique ID of the role that a policy names. The recreated role has a different ID. */
  'role-recreated'(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    addToBucketPolicy(world, bucketOf(world, service), {
      Sid: 'TheService',
      Effect: 'Allow',
      Principal: { AWS: role.arn },
      Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
    });
    addRole(account, {
      ...role,
      createdAt: world.now(),
      lastUsed: undefined,
      serviceUse: undefined,
    });
  },
  'action-not-allowed'(ref, world) {
    const service = findService(world, ref);
    const policy = policiesOf(service).find(
      ({ arn, statements }) =>
        (arn === undefined || !isShared(service, arn)) &&
        statements.some(losesActions),
    );
    if (!policy) {
      throw new FaultError(
        ref,
        'its role has no own policy to remove an action from',
      );
    }
    policy.rewrite(reduced(policy), world.now());
  },
  /** A service control policy of the account denies this role its main service. */
  'organization-denies'(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    const [action] = allowedBy(service).flatMap(({ Action = [] }) => Action);
    if (action === undefined) {
      throw new FaultError(ref, "the role's own policies allow nothing");
    }
    const [prefix] = action.split(':');
    const deny = {
      name: `deny-${prefix}-to-${ref.name}`,
      document: policyText({
        Effect: 'Deny',
        Action: `${prefix}:*`,
        Resource: '*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
      }),
    };
    const levels = account.serviceControlPolicies;
    account.serviceControlPolicies =
      levels.length === 0
        ? [[FULL_ACCESS], [FULL_ACCESS, deny]]
        : [...levels.slice(0, -1), [...levels[levels.length - 1], deny]];
  },
  'resource-policy-denies'(ref, world) {
    const service = findService(world, ref);
    addToBucketPolicy(world, bucketOf(world, service), {
      Sid: 'NotThisOne',
      Effect: 'Deny',
      Principal: { AWS: service.role.arn },
      Action: 's3:*',
    });
  },
  /** The key that encrypts the bucket delegates access to IAM, but no policy of the role allows its use. */
  'kms-key-denies'(ref, world) {
    const bucket = bucketOf(world, findService(world, ref));
    const account = world.accounts.get(bucket.accountId);
    if (!account) {
      throw new FaultError(ref, `bucket ${bucket.name} has no account`);
    }
    const { region } = bucket;
    const key = addKey(account, { region, createdAt: world.now() });
    bucket.encryption = {
      algorithm: 'aws:kms',
      keyId: key.arn,
      bucketKey: true,
    };
  },
} satisfies Plants;
