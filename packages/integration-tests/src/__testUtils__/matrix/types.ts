import type { TestHost } from '../host';
import type { CallerName, Caller, Whose } from './callers';

/** What a caller is answered: a status, and where it is a list, whose is in it. */
export interface Outcome {
  status: number;
  tells?: Whose[];
}

/** The things that the entry points are tried on, of the team and of others. */
export interface Things {
  id: string;
  name: string;
  entityRef: string;
  /** Of its own for each entry point that removes. */
  toDelete: Record<string, { id: string; name: string }>;
  finding: string;
  role: string;
  nodeRole: string;
  operation: string;
  failedOperation: string;
}

/** All that entry points need. */
export interface Stage {
  host: TestHost;
  things: Record<Whose, Things>;
  runTemplate(id: string, input: object, caller: Caller): Promise<unknown>;
  invokeAction(id: string, input: object, caller: Caller): Promise<unknown>;
  /** The names of what is registered. */
  templateActions(): string[];
  registryActions(): Promise<string[]>;
  /** The newest right-sizing of an IAM service account; `none` before there is one. */
  rightSizingOf(id: string): Promise<string>;
  /** The newest transfer of an IAM service account; `none` before there is one. */
  transferOf(id: string): Promise<string>;
  search(caller: Caller): Promise<Answer>;
  fillCatalog(): Promise<Answer>;
}

export interface Answer {
  status: number;
  text: string;
}

/** A way in: a row of the matrix. */
export interface EntryPoint {
  name: string;
  /** The audit events that it may leave, the one of a success last. */
  events: { id: string; severity: string }[];
  /** Nobody has another way in than those. */
  outcomes: Partial<Record<CallerName, Outcome>>;
  /** Names that show whose is in an answer. */
  marks?: Record<Whose, string>;
  /** It looks for the thing among what the caller may read, and asks for no more where it is not there. */
  looksFirst?: boolean;
  ask(stage: Stage, caller: Caller): Promise<Answer>;
}
