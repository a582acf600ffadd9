import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import type {
  KnownRole,
  Observed,
  ObservedBucket,
  ObservedRole,
} from '../model/observed';
import { fail, pass, undecided, unreadable, warn } from './utils/answer';
import {
  deadPrincipals,
  denialOf,
  requestsTo,
  withoutDenials,
  withRoleFor,
} from './utils/bucketPolicy';
import { command } from '../model/shell';
import { withSessionTags } from '../permissions/sessionTags';
import type { Check, CheckAnswer, Remediation } from './types';

/** Replaces or deletes the bucket policy. */
function bucketRemediation(
  bucket: string,
  before: PolicyDocument,
  after: PolicyDocument | undefined,
  sentence: string,
): Remediation {
  const pretty = (document: PolicyDocument | undefined) =>
    document ? JSON.stringify(document, null, 2) : '';
  const change = after
    ? [
        'put-bucket-policy',
        '--bucket',
        bucket,
        '--policy',
        JSON.stringify(after),
      ]
    : ['delete-bucket-policy', '--bucket', bucket];
  return {
    sentence,
    commands: [command('aws', 's3api', ...change)],
    diff: {
      title: `Policy of bucket ${bucket}`,
      before: pretty(before),
      after: pretty(after),
    },
  };
}

function checkDenials(
  { name, policy }: ObservedBucket,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const document = valueOf(policy)?.document;
  if (!document) return undefined;
  const requests = requestsTo(name, observed);
  const session = withSessionTags(role, observed);
  const denial = denialOf(document, session, requests);
  if (!denial) return undefined;
  return fail(
    `Statement ${denial.statement + 1} of the policy of bucket ${name} denies ${
      denial.action
    } to role ${role.name}, which its own policies allow.`,
    bucketRemediation(
      name,
      document,
      withoutDenials(document, session, requests),
      `Change the policy of bucket ${name} so that it does not deny role ${role.name}. Nothing changes for other principals.`,
    ),
    'resource-policy-denies',
  );
}

/** Returns the ID of a deleted role in the policy: the role's own previous ID if known, otherwise any ID that differs from the current one. */
function deadIdOf(
  document: PolicyDocument,
  { roleId }: KnownRole,
  role: ObservedRole,
): string | undefined {
  const ids = deadPrincipals(document).filter(id => id !== role.id);
  return roleId === undefined ? ids[0] : ids.find(id => id === roleId);
}

function checkPrincipals(
  { name, policy }: ObservedBucket,
  known: KnownRole,
  role: ObservedRole,
): CheckAnswer | undefined {
  const document = valueOf(policy)?.document;
  const dead = document && deadIdOf(document, known, role);
  if (!document || dead === undefined) return undefined;
  if (dead !== known.roleId) {
    return warn(
      `The policy of bucket ${name} names ${dead}, a role that was deleted.`,
      {
        sentence: `If ${dead} was this role before it was recreated, name ${role.arn} instead.`,
      },
      'role-recreated',
    );
  }
  return warn(
    `Role ${role.name} was deleted and recreated, and the policy of bucket ${name} still names the old one, ${dead}.`,
    bucketRemediation(
      name,
      document,
      withRoleFor(document, dead, role.arn),
      `Add the role to the policy of bucket ${name} again. In the future, change a role instead of recreating it: resource policies store its ID.`,
    ),
    'role-recreated',
  );
}

/** Checks whether the bucket policies of the buckets that the role's policies name deny the role, or name a deleted predecessor of it. */
export const check: Check = {
  meta: {
    id: 'resource-policies',
    link: 'permissions',
    question:
      'Do bucket policies allow the role to use the buckets that its policies name?',
    symptoms: [
      'AccessDenied: … with an explicit deny in a resource-based policy',
    ],
    requiredPermissions: ['s3:GetBucketPolicy'],
    faults: ['role-recreated', 'resource-policy-denies'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/resource-policies.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ buckets }) => (valueOf(buckets) ?? []).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    const buckets = valueOf(observed.buckets);
    if (!role || !buckets) return undecided('Role or buckets are not known.');
    const answers = [
      ...buckets.map(bucket => checkDenials(bucket, observed, role)),
      ...buckets.map(bucket => checkPrincipals(bucket, observed.known, role)),
    ];
    const finding = answers.find(answer => answer !== undefined);
    if (finding) return finding;
    for (const { name, policy } of buckets) {
      if (policy.state === 'unknown') {
        return unreadable(`The policy of bucket ${name}`, policy);
      }
    }
    const names = buckets.map(({ name }) => name).join(', ');
    return pass(
      `No bucket policy denies the role access that its own policies allow in ${names}.`,
    );
  },
};
