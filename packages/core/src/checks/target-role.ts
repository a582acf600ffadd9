import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import {
  fail,
  isFailure,
  undecided,
  unreadable,
  unreadBoundary,
} from './utils/answer';
import { mayChain, targetRoleOf } from './utils/assumedRole';
import { ASSUME, TAG } from './utils/chainKeys';
import { chainAnswer } from './utils/chainAnswer';
import {
  deniedByOrganization,
  onlyShownBy,
} from './utils/deniedByOrganization';
import { trustDenial } from './utils/trustDenial';
import { command } from '../model/shell';
import type { Check, CheckAnswer, Remediation } from './types';

/** Lets the associated role assume the target role. */
function permissionRemediation(
  { config }: Observed,
  role: ObservedRole,
  target: string,
): Remediation {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [ASSUME, TAG], Resource: target }],
  };
  return {
    sentence: `In account ${config.accountId}, allow role ${role.name} to assume the target role. A permissions boundary must allow it too.`,
    commands: [
      command(
        'aws',
        'iam',
        'put-role-policy',
        '--role-name',
        role.name,
        '--policy-name',
        'assume-target-role',
        '--policy-document',
        JSON.stringify(document),
      ),
    ],
  };
}

/** Checks whether RCPs keep EKS from assuming the associated role, the step before the target role; undefined if they do not. */
function checkFirstStep(
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const denial = trustDenial(observed, role);
  if (!denial) return undefined;
  const need = `EKS needs this to assume role ${role.name}.`;
  return deniedByOrganization(denial, { need, caller: 'EKS' });
}

function checkTrust(
  observed: Observed,
  role: ObservedRole,
  target: ObservedRole,
): CheckAnswer {
  const externalId = valueOf(observed.association)?.externalId;
  const which = `target role ${target.arn}`;
  return chainAnswer(observed, { role, externalId }, target, {
    which,
    caller: 'EKS',
    need: `EKS needs this so that role ${role.name} can assume ${which}.`,
    passes: `EKS uses role ${role.name} to assume ${which}, whose policies decide what pods can do.`,
    fails: `The trust policy of ${which} does not allow role ${role.name} to assume it, so EKS Pod Identity cannot use the target role.`,
  });
}

/** Returns an `unknown` answer if a policy of the associated role could not be read, because any of them can allow the call. */
function unreadPolicies({
  attachedPolicies,
  inlinePolicies,
}: Observed): CheckAnswer | undefined {
  const readings = [
    attachedPolicies,
    inlinePolicies,
    ...(valueOf(attachedPolicies) ?? []),
  ];
  const unread = readings.find(({ state }) => state === 'unknown');
  return unread?.state === 'unknown'
    ? unreadable('A policy of the associated role', unread)
    : undefined;
}

/** Checks whether EKS can assume the target role, which pods get, from the associated role. Evaluates both sides. */
export const check: Check = {
  meta: {
    id: 'target-role',
    link: 'trust-policy',
    question:
      'Can EKS Pod Identity assume the target role through the associated role?',
    symptoms: [
      'AccessDenied: User: arn:aws:sts::…:assumed-role/…/eks-… is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::…:role/…',
    ],
    requiredPermissions: [
      'iam:GetRole',
      'eks:DescribePodIdentityAssociation',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
    ],
    faults: ['organization-denies'],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/target-role.md',
    needs: ['role-exists', 'pod-identity-trust'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
  },
  settles: isFailure,
  arises: observed =>
    valueOf(observed.association)?.targetRoleArn !== undefined,
  run(observed) {
    const role = valueOf(observed.role);
    const target = targetRoleOf(observed);
    if (!role || !target) return undecided('The roles are not known.');
    const { arn, role: read } = target;
    const first = checkFirstStep(observed, role);
    if (first) return first;
    const unread = unreadPolicies(observed) ?? unreadBoundary(observed);
    if (unread) return unread;
    const { answer, openKeys } = mayChain(observed, role, arn);
    if (answer === 'open') {
      return undecided(
        `Whether the policies of role ${
          role.name
        } allow it to assume the target role ${arn} also depends on ${onlyShownBy(
          'EKS',
          openKeys,
        )}`,
      );
    }
    if (answer === 'denied') {
      return fail(
        `The policies of role ${role.name} do not allow it to assume the target role ${arn} of the EKS Pod Identity association.`,
        permissionRemediation(observed, role, arn),
      );
    }
    if (read.state === 'unknown') {
      return unreadable(`Target role ${arn}`, read);
    }
    if (read.state === 'absent') {
      return fail(
        `The EKS Pod Identity association names the target role ${arn}, which does not exist.`,
        {
          sentence: `Ask the owner of account ${
            parseRoleArn(arn)?.accountId ?? ''
          } to create it, or set another target role in the association.`,
        },
      );
    }
    return checkTrust(observed, role, read.value);
  },
};
