import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type {
  Observed,
  ObservedAssumedRole,
  ObservedRole,
} from '../model/observed';
import { fail, notKnown, pass, undecided, unreadable } from './utils/answer';
import { assumedRoles, chainedTrust } from './utils/assumedRole';
import { askForException } from './utils/askForException';
import { chainDenial } from './utils/chainDenial';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, CheckAnswer } from './types';

const FAULT = 'organization-denies';

function answerOf(
  { arn, role: other }: ObservedAssumedRole,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer {
  const { accountId = '' } = parseRoleArn(arn) ?? {};
  const which = `role ${arn}`;
  if (other.state === 'unknown') return unreadable(`Role ${arn}`, other);
  if (other.state === 'absent') {
    return fail(
      `Role ${role.name} may assume ${which}, which does not exist.`,
      {
        sentence: `Have it created in account ${accountId}, or take it out of what role ${role.name} may do.`,
      },
    );
  }
  const { document } = other.value.trust;
  if (!document) {
    return undecided(`The trust policy of ${which} cannot be read.`);
  }
  const { answer, openKeys, isByDeny, resolved } = chainedTrust(
    document,
    observed,
    {
      role,
    },
  );
  const denial =
    answer === 'denied' ? undefined : chainDenial(observed, { role }, arn);
  if (denial?.openKeys.length === 0) {
    const { action, blocker } = denial;
    return fail(
      `${blocker.message} Role ${role.name} needs this to assume ${which}.`,
      { sentence: askForException(blocker, action) },
      FAULT,
    );
  }
  if (answer === 'open') {
    return undecided(
      `The trust policy of ${which} also depends on ${openKeys.join(
        ', ',
      )}, which only a request of the application itself can show.`,
      {
        sentence: `Let the application send what the trust policy of ${which} asks for when it assumes the role, such as the external ID that its owner agreed on.`,
      },
    );
  }
  if (denial) {
    const { action, blocker } = denial;
    return undecided(
      `Whether policies of the organization let role ${
        role.name
      } assume ${which} also depends on ${denial.openKeys.join(
        ', ',
      )}, which only a request of the application itself can show. ${
        blocker.message
      }`,
      { sentence: askForException(blocker, action) },
    );
  }
  if (answer === 'allowed') return pass(`Role ${arn} trusts ${role.name}.`);
  const message = `Role ${role.name} may assume ${which}, whose trust policy does not let it in.`;
  return isByDeny
    ? fail(message, {
        sentence: `A Deny statement of the trust policy of ${which} hits role ${role.name}: the owner of account ${accountId} has to except it there.`,
      })
    : fail(
        message,
        trustPolicyRemediation(
          other.value,
          resolved,
          `In account ${accountId}, let role ${other.value.name} trust role ${role.arn}. What others need of the trust policy stays.`,
        ),
      );
}

/** Whether the roles that the role may assume in turn let it in: the other side of role chaining. */
export const check: Check = {
  meta: {
    id: 'assumed-roles',
    link: 'permissions',
    question: 'Do the roles that the role can assume trust it?',
    symptoms: [
      'AccessDenied: User: arn:aws:sts::…:assumed-role/… is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::…:role/…',
    ],
    requiredPermissions: ['iam:GetRole'],
    faults: [FAULT],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/assumed-roles.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off', 'grants'],
    provedByExchange: false,
    decides: false,
  },
  arises: observed => assumedRoles(observed).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    if (!role) return notKnown('The role', observed.role);
    const others = assumedRoles(observed);
    const answers = others.map(other => answerOf(other, observed, role));
    return (
      answers.find(({ result }) => result === 'fail') ??
      answers.find(({ result }) => result === 'unknown') ??
      pass(
        `Role ${role.name} is let in by ${others
          .map(({ arn }) => arn)
          .join(', ')}.`,
      )
    );
  },
};
