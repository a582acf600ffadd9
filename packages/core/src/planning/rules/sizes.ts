import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import { CUT_OFF_ROOM, DEFAULT_QUOTAS } from '../../model/defaultQuotas';
import { sizeInIam } from '../../model/sizeInIam';
import { MOST_TAGS } from '../../model/spec/tags';
import type { Observed, ObservedQuotas } from '../../model/observed';
import { CUT_OFF_POLICY } from '../../permissions/cutOffPolicy';
import type { Desired } from '../types';
import { attachedArns, dropped } from '../objects/managedPolicies';
import { trustAfter, wantedTags } from '../objects/role';
import { staleTags } from '../objects/tags';

function sizeOf(document: PolicyDocument): number {
  return sizeInIam(JSON.stringify(document));
}

function checkPolicySize(
  { policy }: Desired,
  { policySize: most }: ObservedQuotas,
): Violation[] {
  const size = policy ? sizeOf(policy) : 0;
  return size > most
    ? [
        {
          field: 'grants',
          rule: 'policy-size',
          message: `The policy of the grants would have ${size} characters; IAM allows ${most}. Use fewer grants.`,
        },
      ]
    : [];
}

function checkTrustSize(
  desired: Desired,
  { role }: Observed,
  { trustPolicySize: most }: ObservedQuotas,
): Violation[] {
  const size = sizeOf(trustAfter(desired, { role }));
  if (size <= most) return [];
  const rule = 'trust-policy-size';
  const own = sizeOf(desired.trust);
  return own > most
    ? [
        {
          field: 'name',
          rule,
          message: `With this namespace, name, and audience, the trust policy would have ${own} characters; IAM allows ${most}. Choose a shorter name.`,
        },
      ]
    : [
        {
          field: 'roleName',
          rule,
          message: `The trust policy of role ${
            desired.roleName
          } would have ${size} characters, of which ${
            size - own
          } are not for ServiceAccount ${
            desired.refText
          }; IAM allows ${most}. Ask AWS for a higher quota on the length of role trust policies, let fewer ServiceAccounts share the role, or choose another role.`,
        },
      ];
}

/** Checks the size of the inline policies. All inline policies of a role share one limit, which also reserves room for the cut-off policy. */
function checkInlineSize(
  { inlinePolicy, policyName }: Desired,
  observed: Observed,
  { inlinePolicySize: most }: ObservedQuotas,
): Violation[] {
  if (!inlinePolicy) return [];
  const others = (valueOf(observed.inlinePolicies) ?? [])
    .filter(({ name }) => name !== policyName && name !== CUT_OFF_POLICY)
    .reduce((sum, { document }) => sum + sizeInIam(document.text), 0);
  const size = sizeOf(inlinePolicy);
  const beside =
    others > 0 ? `, in addition to ${others} in other inline policies` : '';
  return size + others > most - CUT_OFF_ROOM
    ? [
        {
          field: 'policyDocument',
          rule: 'inline-policy-size',
          message: `The inline document has ${size} characters${beside}; IAM allows ${most} in total, of which ${CUT_OFF_ROOM} are reserved for cutting off access. Shorten it, or use grants.`,
        },
      ]
    : [];
}

function checkAttachments(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
  { attachedPolicies: most }: ObservedQuotas,
): Violation[] {
  const { policy, policyArn, managedPolicyArns } = desired;
  const going = dropped(desired, observed, recorded);
  const staying = attachedArns(observed).filter(
    arn => !going.includes(arn) && (policy || arn !== policyArn),
  );
  const { size } = new Set([
    ...staying,
    ...managedPolicyArns,
    ...(policy ? [policyArn] : []),
  ]);
  return size > most
    ? [
        {
          field: managedPolicyArns.length > 0 ? 'managedPolicyArns' : 'grants',
          rule: 'attached-policies',
          message: `The role would have ${size} managed policies; IAM allows ${most} in account ${desired.accountId}. Remove some.`,
        },
      ]
    : [];
}

/** Checks the number of tags that an existing role has before the consent to its adoption is removed. IAM ignores letter case in keys. */
function checkTagCount(
  desired: Desired,
  { role }: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const present = valueOf(role);
  if (!present) return [];
  const { arn, tags } = present;
  const wanted = wantedTags(desired);
  const stale = staleTags(arn, { present: tags, wanted }, recorded);
  const keys = [
    ...Object.keys(tags).filter(key => !stale.includes(key)),
    ...Object.keys(wanted),
  ];
  const { size } = new Set(keys.map(key => key.toLowerCase()));
  return size > MOST_TAGS
    ? [
        {
          field: 'tags',
          rule: 'tag-count',
          message: `Role ${desired.roleName} would have ${size} tags, with those that others set; IAM allows ${MOST_TAGS}. Remove some.`,
        },
      ]
    : [];
}

function checkRoom(
  { policy, accountId }: Desired,
  { role, plannedPolicy }: Observed,
  { roles, policies }: ObservedQuotas,
): Violation[] {
  const full = [
    ...(role.state === 'absent' && roles.used >= roles.most
      ? [{ rule: 'roles-quota', what: `${roles.most} roles` }]
      : []),
    ...(policy &&
    plannedPolicy.state === 'absent' &&
    policies.used >= policies.most
      ? [{ rule: 'policies-quota', what: `${policies.most} policies` }]
      : []),
  ];
  return full.map(({ rule, what }) => ({
    field: 'cluster',
    rule,
    message: `Account ${accountId} has reached its IAM quota of ${what}. Ask an administrator to raise the quota or delete some.`,
  }));
}

/** Returns the quotas of the account, or AWS's default quotas if they could not be read. */
function quotasOf({ quotas }: Observed): ObservedQuotas {
  return (quotas && valueOf(quotas)) ?? DEFAULT_QUOTAS;
}

/** Checks sizes and numbers that do not depend on an existing role. */
export function checkSizes(desired: Desired, observed: Observed): Violation[] {
  const quotas = quotasOf(observed);
  return [
    ...checkPolicySize(desired, quotas),
    ...checkRoom(desired, observed, quotas),
  ];
}

/** Checks the sizes and numbers of the role. The messages tell what an existing role has, so they are only for its owner. */
export function checkRoleSizes(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const quotas = quotasOf(observed);
  return [
    ...checkTrustSize(desired, observed, quotas),
    ...checkInlineSize(desired, observed, quotas),
    ...checkAttachments(desired, observed, recorded, quotas),
    ...checkTagCount(desired, observed, recorded),
  ];
}
