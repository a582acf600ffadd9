import type { FaultId } from '../model/faults';
import type {
  CheckDescription,
  Mechanism,
  RecognizedText,
  SimulationResult,
} from '../model/types';

/** Whose credentials the refused request carried. */
export type PrincipalKind =
  /** A session of the service's own role. */
  | 'service-account-role'
  /** The role of the node that the pod runs on. */
  | 'node-role'
  | 'other-role'
  | 'iam-user'
  /** The text does not say, or the own role is not known. */
  | 'unknown';

/** What an error text names, by the names of the groups of its pattern. */
export interface NamedParts {
  action?: string;
  resource?: string;
  principal?: string;
  /** The rest of the sentence, in which AWS says which kind of policy refused. */
  policy?: string;
}

/** An error text that people paste, and what it means. */
export interface Recognizer {
  /** Has the flags `g` and `i`; groups are named as in {@link NamedParts}. */
  pattern: RegExp;
  /** In plain words. */
  meaning: string | ((parts: NamedParts, whose: PrincipalKind) => string);
  /** The faults that lie behind it, the likeliest first. */
  faults: FaultId[] | ((parts: NamedParts, whose: PrincipalKind) => FaultId[]);
}

/** A part of the text that was understood. */
export interface Recognition {
  shown: RecognizedText;
  faults: FaultId[];
  whose: PrincipalKind;
}

/** What a diagnosis knows beside the text and the answers of the checks. */
export interface DiagnosisContext {
  mechanism: Mechanism;
  /** Of the service; null when it is not known. */
  roleArn: string | null;
  /** Every check, for the faults that it can name. */
  checks: Pick<CheckDescription, 'id' | 'faults' | 'mechanisms'>[];
  /** Whether the role may do it, by its policies as last read; undefined when that cannot be said. */
  decide(action: string, resource: string): SimulationResult | undefined;
}
