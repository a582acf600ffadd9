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
import { ASSUME, mayChain, targetRoleOf } from './utils/assumedRole';
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
    Statement: [
      { Effect: 'Allow', Action: [ASSUME, 'sts:TagSession'], Resource: target },
    ],
  };
  return {
    sentence: `In account ${config.accountId}, let role ${role.name} assume the target role. A permissions boundary has to allow it too.`,
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
    need: `EKS needs this to go on from role ${role.name} to ${which}.`,
    passes: `EKS goes on from role ${role.name} to ${which}, which pods get: what they may do is up to its policies.`,
    fails: `The trust policy of ${which} does not let EKS go on to it from role ${role.name}.`,
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
        } let it assume the target role ${arn} also depends on ${onlyShownBy(
          'EKS',
          openKeys,
        )}`,
      );
    }
    if (answer === 'denied') {
      return fail(
        `The policies of role ${role.name} do not let it assume the target role ${arn} of the EKS Pod Identity association.`,
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
          sentence: `Have it created in account ${
            parseRoleArn(arn)?.accountId ?? ''
          }, or let the association name another.`,
        },
      );
    }
    return checkTrust(observed, role, read.value);
  },
};
