import type { FaultId } from '../../model/faults';
import type { Mechanism } from '../../model/types';

/** An error text as somebody saw it. */
export interface RealError {
  /** Where it was reported, in public. */
  source: string;
  text: string;
  /** The fault behind it, as the thread found it or as the text itself says. */
  fault: FaultId;
  /** The name of the service's own role, where the text tells it. */
  role?: string;
  mechanism?: Mechanism;
}

const GITHUB = 'https://github.com';

export function seen(
  thread: string,
  fault: FaultId,
  text: string,
  more: Pick<RealError, 'role' | 'mechanism'> = {},
): RealError {
  return { source: `${GITHUB}/${thread}`, fault, text, ...more };
}
