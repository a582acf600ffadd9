import type { TestHost } from '../host';
import type { CallerName, Caller, Whose } from './callers';

/** The expected response: a status and, for a list, the owners of its items. */
export interface Outcome {
  status: number;
  tells?: Whose[];
}

/** The data of the team or of others, on which the entry points are tested. */
export interface Things {
  id: string;
  name: string;
  entityRef: string;
  /** One IAM service account for each entry point that deletes. */
  toDelete: Record<string, { id: string; name: string }>;
  finding: string;
  role: string;
  nodeRole: string;
  operation: string;
  failedOperation: string;
}

/** The environment of the entry points. */
export interface Stage {
  host: TestHost;
  things: Record<Whose, Things>;
  runTemplate(id: string, input: object, caller: Caller): Promise<unknown>;
  invokeAction(id: string, input: object, caller: Caller): Promise<unknown>;
  /** The names of the registered actions. */
  templateActions(): string[];
  registryActions(): Promise<string[]>;
  /** Returns the newest right-sizing of an IAM service account, or `none`. */
  rightSizingOf(id: string): Promise<string>;
  /** Returns the newest transfer of an IAM service account, or `none`. */
  transferOf(id: string): Promise<string>;
  search(caller: Caller): Promise<Answer>;
  fillCatalog(): Promise<Answer>;
}

export interface Answer {
  status: number;
  text: string;
}

/** An entry point: one row of the matrix. */
export interface EntryPoint {
  name: string;
  /** The audit events that it can cause. The event of a success is last. */
  events: { id: string; severity: string }[];
  /** The outcomes by caller. Callers without one cannot use the entry point. */
  outcomes: Partial<Record<CallerName, Outcome>>;
  /** The names in a response that show the owners of the data. */
  marks?: Record<Whose, string>;
  /** Whether it first searches the data that the caller can read, and stops if the item is missing. */
  looksFirst?: boolean;
  ask(stage: Stage, caller: Caller): Promise<Answer>;
}
