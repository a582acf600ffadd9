import type {
  EvaluationRequest,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { withReadGrants } from '../keys/keyGrants';
import type { Observation } from '../../model/observation';
import type {
  EncryptionReading,
  KeyGrant,
  ObservedResourcePolicy,
} from '../../model/observed';
import type { ResourcePolicyReading } from '../../model/observedDocument';
import type { LayerReading } from '../../model/types';

/** The facts that were read about the resource of a request. */
export interface ReadResource {
  /** The account that owns the resource, which the ARN can lack; absent if no account could tell. */
  accountId?: string;
  policy: ResourcePolicyReading;
  /** The grants of a KMS key. */
  keyGrants?: Observation<KeyGrant[]>;
  /** The state of a KMS key. Its state is `absent` if the key does not exist. */
  keyState?: Observation<string>;
  /** The encryption of the resource. Its state is `absent` if no customer managed key encrypts the resource. */
  encryption: EncryptionReading;
}

/** The resource's part of a request, and how it was read. */
export interface ResourceSide {
  request: Pick<EvaluationRequest, 'resourcePolicy' | 'resourceAccount'>;
  reading: LayerReading;
}

/** The reason for a missing bucket: the first account to create it owns it. */
export const MISSING = 'The resource does not exist.';

const NOT_READ = 'Policies of such resources are not read.';

function notRead(reason: string): LayerReading {
  return { layer: 'resource', state: 'not-read', reason };
}

/**
 * Returns the account that owns a resource whose ARN has no account; undefined if unknown. A missing resource counts as owned by the principal's
 * account.
 */
export function ownerFor(
  read: ReadResource | undefined,
  principalArn: string,
): string | undefined {
  return read?.policy.isMissing ? accountIdOf(principalArn) : read?.accountId;
}

/** Returns the resource's part of a request. A resource without a policy admits nobody from another account. */
export function resourceSideOf(
  read: ReadResource | undefined,
  roleArn: string,
): ResourceSide {
  if (!read) return { request: {}, reading: notRead(NOT_READ) };
  const { accountId, policy, keyGrants } = read;
  const owner = accountId === undefined ? {} : { resourceAccount: accountId };
  if (policy.state === 'unknown') {
    return { request: owner, reading: notRead(policy.reason) };
  }
  if (policy.state === 'absent') {
    const document = { Version: '2012-10-17' as const, Statement: [] };
    return {
      request: {
        ...owner,
        resourcePolicy: { name: 'resource policy', document },
      },
      reading: {
        layer: 'resource',
        state: 'absent',
        reason: policy.isMissing ? MISSING : 'The resource has no policy.',
      },
    };
  }
  const { document, restrictsPublic } = policy.value;
  if (!document) {
    return {
      request: owner,
      reading: notRead('The policy of the resource is not a valid document.'),
    };
  }
  const isElsewhere =
    accountId !== undefined && accountId !== accountIdOf(roleArn);
  const isCutOff =
    isElsewhere && restrictsPublic?.state === 'found' && restrictsPublic.value;
  return {
    request: {
      ...owner,
      resourcePolicy: {
        name: 'resource policy',
        document: isCutOff
          ? denialsOf(document)
          : withReadGrants(document, keyGrants, roleArn),
      },
    },
    reading: policyReading(restrictsPublic, isElsewhere),
  };
}

function denialsOf(document: PolicyDocument): PolicyDocument {
  const denials = [document.Statement]
    .flat()
    .filter(({ Effect }) => Effect === 'Deny');
  return { ...document, Statement: denials };
}

/** Returns how a policy was read. S3 Block Public Access affects only accounts other than the bucket's. */
function policyReading(
  restrictsPublic: ObservedResourcePolicy['restrictsPublic'],
  isElsewhere: boolean,
): LayerReading {
  const read: LayerReading = { layer: 'resource', state: 'read' };
  if (!restrictsPublic || restrictsPublic.state === 'absent') return read;
  if (restrictsPublic.state === 'unknown') {
    const reason = `The policy of the bucket is public. Whether S3 Block Public Access blocks other accounts was not read. ${restrictsPublic.reason}`;
    return isElsewhere ? notRead(reason) : { ...read, reason };
  }
  const says = restrictsPublic.value
    ? 'S3 Block Public Access blocks other accounts.'
    : 'S3 Block Public Access is off for it.';
  return { ...read, reason: `The policy of the bucket is public. ${says}` };
}

/** Returns how the resource layer was read, from its own reading, the reason why the resource also decides, and why grants were not read. */
export function resourceReading(
  reading: LayerReading | undefined,
  resourceSide: string | undefined,
  unreadGrants: string | undefined,
): LayerReading {
  const unread =
    unreadGrants === undefined
      ? resourceSide ?? 'Policies of resources are not read.'
      : `Grants of the KMS key were not read. ${unreadGrants}`;
  return reading && unreadGrants === undefined
    ? reading
    : { layer: 'resource', state: 'not-read', reason: unread };
}
