import { documentAttempts } from './documents';
import { guardrailAttempts } from './guardrails';
import { resourceAttempts } from './resources';
import { subjectAttempts } from './subjects';
import { targetAttempts } from './targets';
import type { Attempt } from './types';

export { GUARDRAILS } from './guardrails';
export { BOUNDED } from './resources';
export { goodSpec, type Attempt } from './types';

/** Everything that must be refused at every entry point. A new guardrail, or a new attack, is a new row. */
export const ATTEMPTS: Attempt[] = [
  ...targetAttempts,
  ...subjectAttempts,
  ...documentAttempts,
  ...guardrailAttempts,
  ...resourceAttempts,
];
