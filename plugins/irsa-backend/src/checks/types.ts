import type {
  CheckResult,
  LiveProof,
  Link,
} from '@backstage-irsa/plugin-irsa-common';
import type { Observed } from '../observe/types';

/** What a check is, beside its answer. */
export interface CheckMeta {
  id: string;
  link: Link;
  /** In plain words, answered by the result. */
  question: string;
  /** What people see in their logs when it fails. */
  symptoms: string[];
  /** Its page in the documentation. */
  docs: string;
  /** Checks without whose pass this one cannot be answered. */
  needs: string[];
  /** Whether a live proof that succeeds answers it too. */
  provedByExchange: boolean;
}

/** What a check found. */
export interface CheckAnswer {
  result: CheckResult['result'];
  message: string;
  /** What to change, with the real names; null when nothing is to be done. */
  remediation: string | null;
}

/** One question about one link. `run` is pure. */
export interface Check {
  meta: CheckMeta;
  run(observed: Observed, liveProof: LiveProof | null): CheckAnswer;
}
