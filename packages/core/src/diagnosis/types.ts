import type { FaultId } from '../model/faults';
import type {
  CheckDescription,
  Mechanism,
  RecognizedText,
  SimulationResult,
} from '../model/types';

/** The kind of principal whose credentials signed the denied request. */
export type PrincipalKind =
  /** A session of the service's own role. */
  | 'service-account-role'
  /** The role of the node that the pod runs on. */
  | 'node-role'
  | 'other-role'
  | 'iam-user'
  /** The text does not name the principal, or the service's own role is unknown. */
  | 'unknown';

/** The parts that an error text names. The keys are the group names of the pattern. */
export interface NamedParts {
  action?: string;
  resource?: string;
  principal?: string;
  /** The rest of the sentence, in which AWS names the kind of policy that denied the request. */
  policy?: string;
}

/** A recognizer for an error text. */
export interface Recognizer {
  /** The pattern with flags `g` and `i`. Its groups have the names in {@link NamedParts}, or `operation`. */
  pattern: RegExp;
  /** Returns the action that an operation needs, for texts that name the operation instead; undefined if unknown. */
  actionOf?(operation: string): string | undefined;
  /** The meaning in plain words. */
  meaning: string | ((parts: NamedParts, whose: PrincipalKind) => string);
  /** The possible faults, most likely first. */
  faults: FaultId[] | ((parts: NamedParts, whose: PrincipalKind) => FaultId[]);
}

/** A recognized part of the text. */
export interface Recognition {
  shown: RecognizedText;
  faults: FaultId[];
  whose: PrincipalKind;
}

/** The context of a diagnosis, besides the text and the check results. */
export interface DiagnosisContext {
  mechanism: Mechanism;
  /** The role ARN of the service; null if unknown. */
  roleArn: string | null;
  /** Every check, with the faults that it can report. */
  checks: Pick<CheckDescription, 'id' | 'faults' | 'mechanisms'>[];
  /** Decides whether the role's last-read policies allow the request; undefined if unknown. */
  decide(action: string, resource: string): SimulationResult | undefined;
}
