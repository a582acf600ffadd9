import type { Risk, Severity } from '../../model/types';
import { rankOf, severityOf } from './severity';

/** What risks lead to, by id, in the words of titles and as a sentence. */
const RISKS: Record<string, { title: string; impact: string }> = {
  'admin-equivalent': {
    title: 'Administrator of the account',
    impact: 'Reaches everything in the account.',
  },
  'privilege-escalation-self': {
    title: 'Privilege escalation by its own policies',
    impact: 'Reaches administrator: it can grant itself more permissions.',
  },
  'privilege-escalation-credentials': {
    title: 'Privilege escalation by credentials of users',
    impact: 'Reaches what IAM users may do, by new credentials of theirs.',
  },
  'privilege-escalation-roles': {
    title: 'Privilege escalation by other roles',
    impact: 'Reaches what other roles may do, by assuming them.',
  },
  'privilege-escalation-pass-role': {
    title: 'Privilege escalation by PassRole',
    impact: 'Reaches what other roles may do, by code that runs with them.',
  },
  'privilege-escalation-workloads': {
    title: 'Takes over running workloads',
    impact: 'Reaches what running workloads may do.',
  },
  'pass-role-all-roles': {
    title: 'PassRole for every role',
    impact: 'Gives any role of the account to services.',
  },
  'credential-exposure-all-resources': {
    title: 'Reads every secret',
    impact: 'Reaches every secret or credential of a kind in the account.',
  },
};

/** Paths that end at everything in the account when they are open on all resources. */
const ADMINISTRATOR = [
  'admin-equivalent',
  'privilege-escalation-self',
  'privilege-escalation-credentials',
  'privilege-escalation-pass-role',
];

/** How bad a risk is in a role that a service has: anyone who may do everything is worse than what a risk can say. */
export function severityOfRisk({ id, severity }: Risk): Severity {
  return severity === 'high' && ADMINISTRATOR.includes(id)
    ? 'critical'
    : severity;
}

/** The title and the impact of a risk. Those of no entry are told by their message. */
export function wordsOfRisk({ id, message }: Risk): {
  title?: string;
  impact: string;
} {
  return RISKS[id] ?? { impact: message };
}

/** The worst of some risks; undefined when there is none. */
export function worstRisk(risks: Risk[]): Severity | undefined {
  const ranks = risks.map(risk => rankOf(severityOfRisk(risk)));
  return severityOf(Math.max(-1, ...ranks));
}
