import type {
  CheckDescription,
  CheckResult,
  DocumentDiff,
  Link,
  LiveProof,
} from '../model/types';
import type { FaultId } from '../model/faults';
import type { Observed } from '../model/observed';

/** The metadata of a check. */
interface CheckMeta extends CheckDescription {
  faults: FaultId[];
  /** IDs of the checks that must pass before this one can be answered. */
  needs: string[];
  /** IDs of the checks whose failure explains what this one would find. If one of them fails, this check is left unanswered. */
  unlessFailed?: string[];
  /** Whether a successful live proof also answers this check. */
  provedByExchange: boolean;
  /** `false` if this check can stay unknown without making the whole verification unknown. */
  decides?: false;
}

/** A way to fix a problem, with the real resource names. */
export interface Remediation {
  /** The instruction, as a sentence. */
  sentence: string;
  /**
   * The shell commands of AWS CLI and kubectl that apply the fix, in order, for a person with sufficient permissions. Absent if a person must decide
   * something first, because a command never contains a placeholder.
   */
  commands?: string[];
  /** The change to the affected document. */
  diff?: DocumentDiff;
}

/** The result of a check. */
export interface CheckAnswer {
  result: CheckResult['result'];
  message: string;
  remediation?: Remediation;
  /** The fault that the check found. */
  fault?: FaultId;
  /** The link at which the chain is broken, if it is not the check's own link. */
  link?: Link;
}

/** A single question about one link. `run` is pure. */
export interface Check {
  meta: CheckMeta;
  /** Whether the answer can change by itself within 2 minutes of a write by Backstage. If absent, it never can. */
  settles?(result: CheckResult['result'], observed: Observed): boolean;
  /** Whether the question applies. If absent, it always does. Checks that do not apply are left out. */
  arises?(observed: Observed): boolean;
  /** Whether a successful live proof answers the check for this observation. If absent, `provedByExchange` decides. */
  isProvable?(observed: Observed): boolean;
  run(observed: Observed, liveProof: LiveProof | null): CheckAnswer;
}
