import type { Risk, Severity } from '../../model/types';
import { rankOf, severityOf } from './severity';

/** Anyone who may do everything is worse than what a risk can say. */
const ADMINISTRATOR = 'admin-equivalent';

/** How bad a risk is in a role that a service has. */
export function severityOfRisk({ id, severity }: Risk): Severity {
  return id === ADMINISTRATOR ? 'critical' : severity;
}

/** The worst of some risks; undefined when there is none. */
export function worstRisk(risks: Risk[]): Severity | undefined {
  const ranks = risks.map(risk => rankOf(severityOfRisk(risk)));
  return severityOf(Math.max(-1, ...ranks));
}
