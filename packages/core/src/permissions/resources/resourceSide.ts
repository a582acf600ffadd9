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

/** What was read of the resource of a request. */
export interface ReadResource {
  /** Whose it is, which its ARN may not say; absent where no account could tell. */
  accountId?: string;
  policy: ResourcePolicyReading;
  /** Of a KMS key. */
  keyGrants?: Observation<KeyGrant[]>;
  /** Absent when no key of a customer encrypts it. */
  encryption: EncryptionReading;
}

/** The resource's side of a request, and how it was read. */
export interface ResourceSide {
  request: Pick<EvaluationRequest, 'resourcePolicy' | 'resourceAccount'>;
  reading: LayerReading;
}

/** Of a bucket: who creates it first owns it. */
export const MISSING = 'The resource does not exist.';

const NOT_READ = 'Policies of such resources are not read.';

function notRead(reason: string): LayerReading {
  return { layer: 'resource', state: 'not-read', reason };
}

/** The account that owns a resource whose ARN does not say; undefined where nobody knows. One that is not there counts as one of the principal's account. */
export function ownerFor(
  read: ReadResource | undefined,
  principalArn: string,
): string | undefined {
  return read?.policy.isMissing ? accountIdOf(principalArn) : read?.accountId;
}

/** What a request is to be decided with. A resource without a policy lets in nobody of another account. */
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

/** How a policy was read. Block Public Access decides about other accounts than the bucket's alone. */
function policyReading(
  restrictsPublic: ObservedResourcePolicy['restrictsPublic'],
  isElsewhere: boolean,
): LayerReading {
  const read: LayerReading = { layer: 'resource', state: 'read' };
  if (!restrictsPublic || restrictsPublic.state === 'absent') return read;
  if (restrictsPublic.state === 'unknown') {
    const reason = `The policy of the bucket is public. Whether S3 Block Public Access keeps other accounts out was not read. ${restrictsPublic.reason}`;
    return isElsewhere ? notRead(reason) : { ...read, reason };
  }
  const says = restrictsPublic.value
    ? 'S3 Block Public Access keeps other accounts out.'
    : 'S3 Block Public Access is off for it.';
  return { ...read, reason: `The policy of the bucket is public. ${says}` };
}

/** How the resource's layer was read, by its own reading, why the resource decides too, and why grants that may allow it were not read. */
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
