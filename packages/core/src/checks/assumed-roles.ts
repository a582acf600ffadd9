import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type {
  Observed,
  ObservedAssumedRole,
  ObservedRole,
} from '../model/observed';
import { fail, notKnown, pass, unreadable } from './utils/answer';
import { assumedRoles, grantedRoles } from './utils/assumedRole';
import { chainAnswer } from './utils/chainAnswer';
import type { Check, CheckAnswer } from './types';

function answerOf(
  { arn, role: other }: ObservedAssumedRole,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer {
  const which = `role ${arn}`;
  if (other.state === 'unknown') return unreadable(`Role ${arn}`, other);
  if (other.state === 'absent') {
    return fail(
      `Role ${role.name} is allowed to assume ${which}, which does not exist.`,
      {
        sentence: `Ask the owner of account ${
          parseRoleArn(arn)?.accountId ?? ''
        } to create it, or remove it from the policies of role ${role.name}.`,
      },
    );
  }
  return chainAnswer(observed, { role }, other.value, {
    which,
    caller: 'the application',
    need: `Role ${role.name} needs this to assume ${which}.`,
    passes: `Role ${arn} trusts ${role.name}.`,
    fails: `The policies of role ${role.name} allow it to assume ${which}, but the trust policy of that role does not.`,
    whereOpen: {
      sentence: `Make the application send what the trust policy of ${which} requires when it assumes the role, such as the external ID that its owner agreed on.`,
    },
  });
}

/** Makes a failure a warning if only the policies name the role: the list can contain roles that the service no longer uses. */
function inPoliciesOnly(answer: CheckAnswer): CheckAnswer {
  return answer.result === 'fail'
    ? {
        ...answer,
        result: 'warn',
        message: `${answer.message} No grant of the spec names it, so the service possibly does not use it.`,
      }
    : answer;
}

const WORST_FIRST: CheckAnswer['result'][] = ['fail', 'warn', 'unknown'];

/** Checks whether the roles that this role can assume trust it (the other side of role chaining). */
export const check: Check = {
  meta: {
    id: 'assumed-roles',
    link: 'permissions',
    question: 'Do the roles that the role can assume trust it?',
    symptoms: [
      'AccessDenied: User: arn:aws:sts::…:assumed-role/… is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::…:role/…',
    ],
    requiredPermissions: ['iam:GetRole'],
    faults: ['organization-denies'],
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
    const granted = grantedRoles(observed);
    const answers = others.map(other => {
      const answer = answerOf(other, observed, role);
      return granted.has(other.arn) ? answer : inPoliciesOnly(answer);
    });
    const [worst] = WORST_FIRST.flatMap(result =>
      answers.filter(answer => answer.result === result),
    );
    return (
      worst ??
      pass(
        `Role ${role.name} is trusted by ${others
          .map(({ arn }) => arn)
          .join(', ')}.`,
      )
    );
  },
};
