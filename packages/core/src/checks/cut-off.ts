import { timeText } from '../model/timeText';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { readCutOff } from '../permissions/cutOffPolicy';
import { fail, pass } from './utils/answer';
import type { Check } from './types';

function readingOf({ inlinePolicies }: Observed) {
  return readCutOff(valueOf(inlinePolicies) ?? []);
}

function nameOf({ role }: Observed): string {
  return valueOf(role)?.name ?? 'of the ServiceAccount';
}

/** Checks whether access is cut off, or whether sessions from before a restore are still denied. Does not arise otherwise. */
export const check: Check = {
  meta: {
    id: 'cut-off',
    link: 'permissions',
    question: 'Is AWS access cut off?',
    symptoms: [
      'AccessDenied: … is not authorized to perform: … with an explicit deny in an identity-based policy',
    ],
    requiredPermissions: ['iam:ListRolePolicies', 'iam:GetRolePolicy'],
    faults: [],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/cut-off.md',
    needs: ['role-exists'],
    provedByExchange: false,
  },
  arises: observed =>
    observed.cutOff !== undefined || readingOf(observed) !== undefined,
  run(observed) {
    const { cutOff } = observed;
    const reading = readingOf(observed);
    if (!cutOff && reading?.state === 'older-sessions-denied') {
      return pass(
        `Access was restored. Sessions issued before ${timeText(
          reading.before,
        )} stay denied until they expire.`,
      );
    }
    const since = cutOff
      ? ` since ${timeText(cutOff.at)} by ${cutOff.by}: ${cutOff.reason}`
      : '';
    return fail(
      `All AWS access of role ${nameOf(observed)} is cut off${since}`.trim(),
      {
        sentence:
          'Restore access when the incident is over, or delete the IAM service account.',
      },
    );
  },
};
