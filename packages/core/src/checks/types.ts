import type {
  CheckDescription,
  CheckResult,
  DocumentDiff,
  Link,
  LiveProof,
} from '../model/types';
import type { FaultId } from '../model/faults';
import type { Observed } from '../model/observed';

/** What a check is, beside its answer. */
interface CheckMeta extends CheckDescription {
  faults: FaultId[];
  /** Checks without whose pass this one cannot be answered. */
  needs: string[];
  /** Checks whose failure explains what this one would find: it is then left unanswered. */
  unlessFailed?: string[];
  /** Whether a live proof that succeeds answers it too. */
  provedByExchange: boolean;
  /** `false` when it may stay unknown without the verification being so. */
  decides?: false;
}

/** What to change, with the real names. */
export interface Remediation {
  /** What to do, as a sentence. */
  sentence: string;
  /**
   * Shell commands of AWS CLI and kubectl that do it, in this order, by somebody who may. Absent when a person has to decide something first:
   * a command never holds a placeholder.
   */
  commands?: string[];
  /** The document that changes. */
  diff?: DocumentDiff;
}

/** What a check found. */
export interface CheckAnswer {
  result: CheckResult['result'];
  message: string;
  remediation?: Remediation;
  /** The fault that was found. */
  fault?: FaultId;
  /** Where the chain is broken, when that is not the check's own link. */
  link?: Link;
}

/** One question about one link. `run` is pure. */
export interface Check {
  meta: CheckMeta;
  /** Whether an answer may change by itself within two minutes of our own write; when absent it never does. */
  settles?(result: CheckResult['result'], observed: Observed): boolean;
  /** Whether the question arises at all; when absent it always does. A check that it does not arise for is left out. */
  arises?(observed: Observed): boolean;
  run(observed: Observed, liveProof: LiveProof | null): CheckAnswer;
}
