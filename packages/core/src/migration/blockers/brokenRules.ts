import type { Blocker } from '../types';
import { TRUST_SIZE_RULE } from './sharedTrustTooLong';

/** Rules that another blocker says more about. */
const TOLD_ELSEWHERE = [TRUST_SIZE_RULE, 'pod-identity-agent'];

/** Every other rule that the spec breaks with the other mechanism. */
export const brokenRules: Blocker = ({ violations }) =>
  violations
    .filter(({ rule }) => !TOLD_ELSEWHERE.includes(rule))
    .map(({ field, rule, message }) => ({
      rule,
      message,
      remediation: `Fix what is said about ${field}, and ask again.`,
    }));
