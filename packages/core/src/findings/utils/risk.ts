import type { Risk, Severity } from '../../model/types';
import { rankOf, severityOf } from './severity';

/** The title and impact of each risk, by ID. */
const RISKS: Record<string, { title: string; impact: string }> = {
  'admin-equivalent': {
    title: 'Administrator of the account',
    impact: 'Can access everything in the account.',
  },
  'privilege-escalation-self': {
    title: 'Privilege escalation through its own policies',
    impact: 'Can become administrator: it can grant itself more permissions.',
  },
  'privilege-escalation-credentials': {
    title: 'Privilege escalation through user credentials',
    impact:
      'Can use the permissions of IAM users by creating credentials for them.',
  },
  'privilege-escalation-roles': {
    title: 'Privilege escalation through other roles',
    impact: 'Can use the permissions of other roles by assuming them.',
  },
  'privilege-escalation-pass-role': {
    title: 'Privilege escalation through PassRole',
    impact: 'Can use the permissions of other roles by running code with them.',
  },
  'privilege-escalation-workloads': {
    title: 'Takes over running workloads',
    impact: 'Can use the permissions of running workloads.',
  },
  'pass-role-all-roles': {
    title: 'PassRole for every role',
    impact: 'Can pass any role of the account to services.',
  },
  'credential-exposure-all-resources': {
    title: 'Reads every secret',
    impact: 'Can read every secret or credential of a type in the account.',
  },
  'not-evaluated': {
    title: 'Risks of the policies are unknown',
    impact: 'Can have any risk.',
  },
};

/** Risks that give access to everything in the account if they apply to all resources. */
const ADMINISTRATOR = [
  'admin-equivalent',
  'privilege-escalation-self',
  'privilege-escalation-credentials',
  'privilege-escalation-pass-role',
];

/** Returns the severity of a risk for a service's role. Risks that lead to full administration are raised to critical. */
export function severityOfRisk({ id, severity }: Risk): Severity {
  return severity === 'high' && ADMINISTRATOR.includes(id)
    ? 'critical'
    : severity;
}

/** Returns the title and the impact of a risk. Without an entry, the impact is the risk's message. */
export function wordsOfRisk({ id, message }: Risk): {
  title?: string;
  impact: string;
} {
  return RISKS[id] ?? { impact: message };
}

/** Returns the highest severity of the risks; undefined if there are none. */
export function worstRisk(risks: Risk[]): Severity | undefined {
  const ranks = risks.map(risk => rankOf(severityOfRisk(risk)));
  return severityOf(Math.max(-1, ...ranks));
}
