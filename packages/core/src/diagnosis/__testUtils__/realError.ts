import type { FaultId } from '../../model/faults';
import type { Mechanism } from '../../model/types';

/** An error text from a public report. */
export interface RealError {
  /** The public thread that contains it. */
  source: string;
  text: string;
  /** The fault that caused it, according to the thread or the text itself. */
  fault: FaultId;
  /** The name of the service's own role, if the text contains it. */
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
