import type { CheckDescription } from '../../model/types';
import { checks } from '../registry';

/** Every question that a verification may ask, in the order of the chain: what people may read of it. */
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
