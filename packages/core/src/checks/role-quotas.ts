import { parsePolicy } from '@backstage-irsa/iam-policy';
import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { CUT_OFF_ROOM } from '../model/defaultQuotas';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPolicy, ObservedRole } from '../model/observed';
import { sizeInIam } from '../model/sizeInIam';
import { CUT_OFF_POLICY } from '../permissions/cutOffPolicy';
import { sameDocument } from '../planning/sameDocument';
import { notKnown, pass, undecided, unreadable, warn } from './utils/answer';
import { compactTrust } from './utils/compactTrust';
import { command } from '../model/shell';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, CheckAnswer, Remediation } from './types';

/** The approximate number of characters that a trust policy statement for 1 more ServiceAccount takes. */
const ROOM = 330;

function checkTrustSize(
  role: ObservedRole,
  quota: number,
): CheckAnswer | undefined {
  const { text, document } = role.trust;
  const size = sizeInIam(text);
  if (size + ROOM <= quota || !document) return undefined;
  const compact = compactTrust(document);
  const smaller = sizeInIam(JSON.stringify(compact));
  const message = `The trust policy of role ${role.name} has ${size} of ${quota} characters: there is no room for another ServiceAccount.`;
  return smaller + ROOM <= quota
    ? warn(
        message,
        trustPolicyRemediation(
          role,
          compact,
          `Combine the statements that differ only in the ServiceAccount, which leaves ${
            quota - smaller
          } characters.`,
        ),
        'trust-policy-full',
      )
    : warn(
        message,
        {
          sentence:
            'Create separate roles for some of its ServiceAccounts, or ask AWS for a higher quota of the role trust policy length.',
        },
        'trust-policy-full',
      );
}

/** Checks the room for the cut-off policy. Only roles that Backstage manages can be cut off. */
function checkCutOffRoom(
  { name, tags }: ObservedRole,
  { inlinePolicies }: Pick<Observed, 'inlinePolicies'>,
  quota: number,
): CheckAnswer | undefined {
  if (tags[MANAGED_BY_KEY] !== MANAGED_BY) return undefined;
  const size = (valueOf(inlinePolicies) ?? [])
    .filter(policy => policy.name !== CUT_OFF_POLICY)
    .reduce((sum, { document }) => sum + sizeInIam(document.text), 0);
  return size + CUT_OFF_ROOM <= quota
    ? undefined
    : warn(
        `The inline policies of role ${name} have ${size} of ${quota} characters: there is no room for the policy that cuts off access, which takes ${CUT_OFF_ROOM}.`,
        {
          sentence:
            'Shorten an inline policy, or convert one that is not part of the spec to a managed policy.',
        },
      );
}

/** Returns a policy that duplicates an earlier one. */
function spare(policies: ObservedPolicy[]): ObservedPolicy | undefined {
  const documents = policies.map(
    ({ document }) =>
      document.document ??
      parsePolicy(document.text, { type: 'identity' }).document,
  );
  return policies.find((_, index) => {
    const document = documents[index];
    return (
      document !== undefined &&
      documents.slice(0, index).some(other => sameDocument(other, document))
    );
  });
}

function detachRemediation(
  role: ObservedRole,
  policies: ObservedPolicy[],
): Remediation {
  const policy = spare(policies);
  return policy
    ? {
        sentence: `Detach ${policy.name}, which duplicates another policy of the role.`,
        commands: [
          command(
            'aws',
            'iam',
            'detach-role-policy',
            '--role-name',
            role.name,
            '--policy-arn',
            policy.arn,
          ),
        ],
      }
    : {
        sentence:
          'Combine the statements of several policies, or ask AWS for a higher quota of managed policies attached to a role.',
      };
}

/** Checks whether the trust policy, inline policies, and attachments of the role are within the account's quotas. */
export const check: Check = {
  meta: {
    id: 'role-quotas',
    link: 'role',
    question:
      'Is there room in the role for another ServiceAccount and another policy?',
    symptoms: [
      'LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048',
      'LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10',
    ],
    requiredPermissions: [
      'iam:GetAccountSummary',
      'iam:ListAttachedRolePolicies',
    ],
    faults: ['trust-policy-full', 'policies-full'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/role-quotas.md',
    needs: ['role-exists'],
    provedByExchange: false,
    decides: false,
  },
  run({ attachedPolicies, inlinePolicies, quotas, role }) {
    const found = valueOf(role);
    if (!found) return notKnown('The role', role);
    if (quotas.state === 'unknown') {
      return unreadable('The quotas of the account', quotas);
    }
    const limits = valueOf(quotas);
    if (!limits) return undecided('The quotas of the account are not known.');
    const trust = checkTrustSize(found, limits.trustPolicySize);
    const full =
      trust ??
      checkCutOffRoom(found, { inlinePolicies }, limits.inlinePolicySize);
    if (full) return full;
    const attached = valueOf(attachedPolicies) ?? [];
    return attached.length < limits.attachedPolicies
      ? pass(`Role ${found.name} has room for more.`)
      : warn(
          `Role ${found.name} has ${attached.length} of ${limits.attachedPolicies} policies attached: no more can be attached.`,
          detachRemediation(
            found,
            attached.flatMap(policy => valueOf(policy) ?? []),
          ),
          'policies-full',
        );
  },
};
