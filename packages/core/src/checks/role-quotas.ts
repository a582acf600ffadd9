import { parsePolicy } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import type { ObservedPolicy, ObservedRole } from '../model/observed';
import { sameDocument } from '../planning/sameDocument';
import { notKnown, pass, undecided, unreadable, warn } from './utils/answer';
import { compactTrust } from './utils/compactTrust';
import { command } from '../model/shell';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, CheckAnswer, Remediation } from './types';

/** What a statement for one more ServiceAccount takes, about, in characters. */
const ROOM = 330;

/** As IAM counts: without white space. */
function sizeOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

function checkTrustSize(
  role: ObservedRole,
  quota: number,
): CheckAnswer | undefined {
  const { text, document } = role.trust;
  const size = sizeOf(text);
  if (size + ROOM <= quota || !document) return undefined;
  const compact = compactTrust(document);
  const smaller = sizeOf(JSON.stringify(compact));
  const message = `The trust policy of role ${role.name} has ${size} of ${quota} characters: there is no room for another ServiceAccount.`;
  return smaller + ROOM <= quota
    ? warn(
        message,
        trustPolicyRemediation(
          role,
          compact,
          `Write the statements that differ only in the ServiceAccount as one, which leaves ${
            quota - smaller
          } characters.`,
        ),
        'trust-policy-full',
      )
    : warn(
        message,
        {
          sentence:
            'Give some of its ServiceAccounts a role of their own, or ask AWS for a higher quota of the role trust policy length.',
        },
        'trust-policy-full',
      );
}

/** A policy that says what one before it says already. */
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
        sentence: `Detach ${policy.name}, which says what another policy of the role says already.`,
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
          'Put the statements of several policies into one, or ask AWS for a higher quota of managed policies attached to a role.',
      };
}

/** Whether trust policy and attachments of the role are below the account's quotas. */
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
  run({ attachedPolicies, quotas, role }) {
    const found = valueOf(role);
    if (!found) return notKnown('The role', role);
    if (quotas.state === 'unknown') {
      return unreadable('The quotas of the account', quotas);
    }
    const limits = valueOf(quotas);
    if (!limits) return undecided('The quotas of the account are not known.');
    const trust = checkTrustSize(found, limits.trustPolicySize);
    if (trust) return trust;
    const attached = valueOf(attachedPolicies) ?? [];
    return attached.length < limits.attachedPolicies
      ? pass(`Role ${found.name} has room for more.`)
      : warn(
          `Role ${found.name} has ${attached.length} of ${limits.attachedPolicies} policies attached: no other can be.`,
          detachRemediation(
            found,
            attached.flatMap(policy => valueOf(policy) ?? []),
          ),
          'policies-full',
        );
  },
};
