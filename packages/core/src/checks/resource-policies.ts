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
  sayingWhatIsRemoved,
  withoutDeletedPrincipals,
} from './utils/withoutDeletedPrincipals';
import {
  denialsOf,
  withoutDenials,
  type BucketDenial,
} from './utils/bucketDenials';
import {
  deadPrincipals,
  grantedRequestsTo,
  requestsTo,
  withRoleFor,
  type BucketRequest,
} from './utils/bucketPolicy';
import { command } from '../model/shell';
import { withSessionTags } from '../permissions/sessionTags';
import type { Check, CheckAnswer, Remediation } from './types';

const FAULT = 'resource-policy-denies';

/** A bucket whose policy could be read. */
interface BucketPolicy {
  name: string;
  document: PolicyDocument;
}

function policyOf({ name, policy }: ObservedBucket): BucketPolicy[] {
  const document = valueOf(policy)?.document;
  return document ? [{ name, document }] : [];
}

/** Replaces or deletes the bucket policy. */
function bucketRemediation(
  { name: bucket, document: before }: BucketPolicy,
  wanted: PolicyDocument | undefined,
  sentence: string,
): Remediation {
  const pretty = (document: PolicyDocument | undefined) =>
    document ? JSON.stringify(document, null, 2) : '';
  const accepted = wanted && withoutDeletedPrincipals(wanted);
  const after = accepted?.document;
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
    sentence: accepted ? sayingWhatIsRemoved(sentence, accepted) : sentence,
    commands: [command('aws', 's3api', ...change)],
    diff: {
      title: `Policy of bucket ${bucket}`,
      before: pretty(before),
      after: pretty(after),
    },
  };
}

/** Returns the denials of everything that the role's policies allow in the bucket; none if something is left. */
function denialsOfAll(
  requests: BucketRequest[],
  denials: BucketDenial[],
): BucketDenial[] {
  const isDenied = ({ action, pattern }: BucketRequest) =>
    denials.some(
      denial =>
        denial.coversAll &&
        denial.action === action &&
        denial.pattern === pattern,
    );
  return requests.every(isDenied) ? denials : [];
}

/** Fails if the policy denies everything that a grant of the spec allows, or everything that the role's policies allow in the bucket. */
function checkUse(
  bucket: BucketPolicy,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const { name, document } = bucket;
  const session = withSessionTags(role, observed);
  const ofRequests = (requests: BucketRequest[]) =>
    denialsOf(document, session, requests);
  const granted = ofRequests(grantedRequestsTo(name, observed));
  const isGranted = granted.some(({ coversAll }) => coversAll);
  const allowed = requestsTo(name, observed);
  const denials = isGranted
    ? granted
    : denialsOfAll(allowed, ofRequests(allowed));
  const denial = denials.find(({ coversAll }) => coversAll);
  if (!denial) return undefined;
  const { action, statement } = denial;
  const by = `Statement ${statement + 1} of the policy of bucket ${name}`;
  return fail(
    isGranted
      ? `${by} denies ${action} to role ${role.name}, and its spec requests it.`
      : `${by} denies ${action} to role ${role.name}. Nothing that its policies allow in this bucket is left.`,
    denials.every(({ namesRole }) => namesRole)
      ? bucketRemediation(
          bucket,
          withoutDenials(document, role, denials),
          `Change the policy of bucket ${name} so that it does not deny role ${role.name}. Nothing changes for other principals.`,
        )
      : {
          sentence: `Ask the owner of bucket ${name} to exempt role ${
            role.name
          } from statement ${statement + 1} of its policy, or remove the ${
            isGranted ? 'grant from the spec' : 'access from its policies'
          }.`,
        },
    FAULT,
  );
}

/** Warns if the policy denies what the role's own policies allow: the service possibly never does it. */
function checkPolicies(
  { name, document }: BucketPolicy,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const session = withSessionTags(role, observed);
  const [denial] = denialsOf(document, session, requestsTo(name, observed));
  if (!denial) return undefined;
  const { action, statement, coversAll } = denial;
  return warn(
    `Statement ${
      statement + 1
    } of the policy of bucket ${name} denies ${action}${
      coversAll ? '' : ' on some resources'
    } to role ${role.name}, and its policies allow it.`,
    {
      sentence: `If the service does not need ${action}${
        coversAll ? '' : ' there'
      }, remove it from the policies of role ${
        role.name
      }. Otherwise ask the owner of bucket ${name} to exempt the role.`,
    },
    FAULT,
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
  bucket: BucketPolicy,
  { known }: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const { name, document } = bucket;
  const dead = deadIdOf(document, known, role);
  if (dead === undefined) return undefined;
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
      bucket,
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
    faults: ['role-recreated', FAULT],
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
    const [finding] = [checkUse, checkPolicies, checkPrincipals].flatMap(ask =>
      buckets
        .flatMap(policyOf)
        .flatMap(bucket => ask(bucket, observed, role) ?? []),
    );
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
