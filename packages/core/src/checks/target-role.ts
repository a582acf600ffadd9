import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { fail, pass, undecided, unreadable, isFailure } from './utils/answer';
import { askForException } from './utils/askForException';
import {
  ASSUME,
  chainedTrust,
  mayChain,
  targetRoleOf,
} from './utils/assumedRole';
import { chainDenial } from './utils/chainDenial';
import { trustDenial } from './utils/trustDenial';
import { command } from '../model/shell';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, CheckAnswer, Remediation } from './types';

const FAULT = 'organization-denies';

/** What the associated role needs before EKS can go on to the target with it. */
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

/** Whether RCPs keep EKS from assuming the associated role, before it can go on to the target; undefined where they do not. */
function checkFirstStep(
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const denial = trustDenial(observed, role);
  if (!denial) return undefined;
  const { action, blocker, unknownKey } = denial;
  const message = `${blocker.message} EKS needs this to assume role ${role.name}.`;
  const remediation = { sentence: askForException(blocker, action) };
  return unknownKey === undefined
    ? fail(message, remediation, FAULT)
    : undecided(
        `${message} That depends on ${unknownKey}, which only a request of EKS itself can show.`,
        remediation,
      );
}

function checkTrust(
  observed: Observed,
  role: ObservedRole,
  target: ObservedRole,
): CheckAnswer {
  const { accountId = '' } = parseRoleArn(target.arn) ?? {};
  const { document } = target.trust;
  if (!document) {
    return undecided(`The trust policy of role ${target.arn} cannot be read.`);
  }
  const externalId = valueOf(observed.association)?.externalId;
  const { answer, openKeys, isByDeny, resolved } = chainedTrust(
    document,
    observed,
    {
      role,
      externalId,
    },
  );
  const which = `target role ${target.arn}`;
  const denial =
    answer === 'denied'
      ? undefined
      : chainDenial(observed, { role, externalId }, target.arn);
  if (denial?.openKeys.length === 0) {
    const { action, blocker } = denial;
    return fail(
      `${blocker.message} EKS needs this to go on from role ${role.name} to ${which}.`,
      { sentence: askForException(blocker, action) },
      FAULT,
    );
  }
  if (answer === 'open') {
    return undecided(
      `The trust policy of ${which} also depends on ${openKeys.join(
        ', ',
      )}, which only a request of EKS itself can show.`,
    );
  }
  if (denial) {
    return undecided(
      `Whether policies of the organization let EKS go on from role ${
        role.name
      } to ${which} also depends on ${denial.openKeys.join(
        ', ',
      )}, which only a request of EKS itself can show. ${
        denial.blocker.message
      }`,
    );
  }
  if (answer === 'allowed') {
    return pass(
      `EKS goes on from role ${role.name} to ${which}, which pods get: what they may do is up to its policies.`,
    );
  }
  const message = `The trust policy of ${which} does not let EKS go on to it from role ${role.name}.`;
  return isByDeny
    ? fail(message, {
        sentence: `A Deny statement of the trust policy of ${which} hits it: the owner of account ${accountId} has to except it there.`,
      })
    : fail(
        message,
        trustPolicyRemediation(
          target,
          resolved,
          `In account ${accountId}, let role ${target.name} trust role ${role.arn}. What others need of the trust policy stays.`,
        ),
      );
}

/** Policies of the associated role that could not be read, any of which may let it go on. */
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

/** Whether EKS can go on from the associated role to the target role, which is what pods get: on both sides. */
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
    faults: [FAULT],
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
    const unread = unreadPolicies(observed);
    if (unread) return unread;
    if (observed.permissionsBoundary.state === 'unknown') {
      return undecided(
        `The permissions boundary could not be read. ${observed.permissionsBoundary.reason}`,
      );
    }
    const { answer, openKeys } = mayChain(observed, role, arn);
    if (answer === 'open') {
      return undecided(
        `Whether the policies of role ${
          role.name
        } let it assume the target role ${arn} also depends on ${openKeys.join(
          ', ',
        )}, which only a request of EKS itself can show.`,
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
