import { documentAttempts } from './documents';
import { guardrailAttempts } from './guardrails';
import { resourceAttempts } from './resources';
import { subjectAttempts } from './subjects';
import { targetAttempts } from './targets';
import type { Attempt } from './types';

export { GUARDRAILS } from './guardrails';
export { BOUNDED } from './resources';
export { goodSpec, type Attempt } from './types';

/** The requests that every entry point must refuse. For a new guardrail or attack, add a row. */
export const ATTEMPTS: Attempt[] = [
  ...targetAttempts,
  ...subjectAttempts,
  ...documentAttempts,
  ...guardrailAttempts,
  ...resourceAttempts,
];
