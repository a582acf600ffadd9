import type { CheckDescription } from '../../model/types';
import { checks } from '../registry';

/** Describes every question that a verification can ask, in the order of the chain. */
export function describeChecks(): CheckDescription[] {
  return checks.map(({ meta }) => ({
    id: meta.id,
    link: meta.link,
    question: meta.question,
    requiredPermissions: meta.requiredPermissions,
    symptoms: meta.symptoms,
    faults: meta.faults,
    mechanisms: meta.mechanisms,
    docs: meta.docs,
  }));
}
