import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import type { Observed, ObservedBucket, ObservedRole } from '../model/observed';
import { pass, undecided, unreadable, warn } from './utils/answer';
import {
  blockersOf,
  identityStatement,
  keyStatement,
  keyUsesOf,
  unknownKeyOf,
  withStatement,
  type KeyCase,
  type KeyUse,
} from './utils/keyUse';
import { command } from '../model/shell';
import type { Check, CheckAnswer, Remediation } from './types';

function identityPolicy(keyArn: string, uses: KeyUse[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [identityStatement(keyArn, uses)],
  };
}

function putRolePolicy({ role, keyArn }: KeyCase, document: PolicyDocument) {
  const keyId = keyArn.split('/').pop() ?? '';
  return command(
    ...['aws', 'iam', 'put-role-policy', '--role-name', role.name],
    ...['--policy-name', `use-key-${keyId}`],
    ...['--policy-document', JSON.stringify(document)],
  );
}

/**
 * Lets the role use the key: by a policy of its own where the key leaves that to IAM, else by the key's policy, in another account by both. The
 * policy of a key is never shown: S3 takes any key for a bucket, so that anyone who configures one would read the policies of all keys by it.
 */
function remediationOf(keyCase: KeyCase, uses: KeyUse[]): Remediation {
  const { keyArn, role } = keyCase;
  const own = identityPolicy(keyArn, uses);
  const named = [{ name: 'use-key', document: own }];
  const statement = keyStatement(keyCase, uses);
  const after = withStatement(keyCase, statement);
  const fixes = (changed: KeyCase, extra: typeof named) =>
    uses.every(use => blockersOf(changed, use, extra).length === 0);
  const actions = uses.map(({ action }) => action).join(' and ');
  if (fixes(keyCase, named)) {
    return {
      sentence: `Allow role ${role.name} ${actions} on the key in a policy of its own, or add a grant for the key to its spec.`,
      commands: [putRolePolicy(keyCase, own)],
    };
  }
  const isEnough = fixes(after, []);
  if (!isEnough && !fixes(after, named)) {
    return {
      sentence: `A Deny, or the permissions boundary of role ${role.name}, keeps it from ${actions} on the key: change that.`,
    };
  }
  const both = isEnough
    ? ''
    : ' Allow the same in a policy of the role: a key of another account needs both.';
  return {
    sentence: `Add the statement to the policy of key ${keyArn}, which does not let role ${role.name} use it.${both}`,
    diff: {
      title: `Statement for the policy of key ${keyArn}`,
      before: '',
      after: JSON.stringify(statement, null, 2),
    },
  };
}

/** Undefined when the role may do what it needs, or needs nothing. */
function checkBucket(
  { name, encryption }: ObservedBucket,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  if (encryption.state === 'unknown') {
    return unreadable(`The encryption of bucket ${name}`, encryption);
  }
  const key = valueOf(encryption);
  const uses = key ? keyUsesOf(name, key, observed) : [];
  if (!key || uses.length === 0) return undefined;
  const { keyArn, keyPolicy } = key;
  if (keyPolicy.state === 'absent') {
    return undecided(
      `Bucket ${name} is encrypted with KMS key ${keyArn}, which does not exist in that account and region.`,
    );
  }
  if (keyPolicy.state === 'unknown') {
    return unreadable(`The policy of KMS key ${keyArn}`, keyPolicy);
  }
  const { document } = keyPolicy.value;
  if (!document)
    return undecided(`The policy of KMS key ${keyArn} is invalid.`);
  const keyCase: KeyCase = { observed, role, keyArn, keyPolicy: document };
  const denied = uses.flatMap(use => {
    const blockers = blockersOf(keyCase, use);
    return blockers.length > 0 ? [{ use, blockers }] : [];
  });
  if (denied.length === 0) return undefined;
  const unknownKey = unknownKeyOf(denied.flatMap(({ blockers }) => blockers));
  if (unknownKey !== undefined) {
    return undecided(
      `Bucket ${name} is encrypted with KMS key ${keyArn}. Whether role ${role.name} may use it depends on ${unknownKey}, which only a request shows.`,
    );
  }
  const [blocker] = denied[0].blockers;
  return warn(
    `Bucket ${name} is encrypted with KMS key ${keyArn}, and role ${
      role.name
    } may not ${denied.map(({ use }) => use.action).join(' or ')} with it: ${
      blocker.layer === 'resource'
        ? 'the policy of the key does not allow it.'
        : blocker.message
    }`,
    remediationOf(
      keyCase,
      denied.map(({ use }) => use),
    ),
    'kms-key-denies',
  );
}

/**
 * Whether the role may use the KMS keys of the buckets that its policies name. It is inferred, so that a denial is a warning: grants of a key are not
 * read, and objects that are there may be encrypted otherwise than new ones.
 */
export const check: Check = {
  meta: {
    id: 'bucket-encryption',
    link: 'permissions',
    question:
      'May the role use the KMS keys of the buckets that its policies name?',
    symptoms: [
      'AccessDenied: … is not authorized to perform: kms:GenerateDataKey on resource: …',
      'AccessDenied: … is not authorized to perform: kms:Decrypt on resource: …',
    ],
    requiredPermissions: ['s3:GetEncryptionConfiguration', 'kms:GetKeyPolicy'],
    faults: ['kms-key-denies'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/bucket-encryption.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off', 'grants'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ buckets }) => (valueOf(buckets) ?? []).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    const buckets = valueOf(observed.buckets);
    if (!role || !buckets) return undecided('Role or buckets are not known.');
    if (observed.permissionsBoundary.state === 'unknown') {
      return unreadable(
        'The permissions boundary',
        observed.permissionsBoundary,
      );
    }
    const answers = buckets.flatMap(
      bucket => checkBucket(bucket, observed, role) ?? [],
    );
    const names = buckets.map(({ name }) => name).join(', ');
    return (
      answers.find(({ result }) => result === 'warn') ??
      answers[0] ??
      pass(
        `The role may use the keys that encrypt what it may use in ${names}.`,
      )
    );
  },
};
