import type { Caller } from './callers';
import type { Side, Stage } from './stage';

/** What was answered. */
export interface Answer {
  status: number;
  text: string;
}

/** One operation or action, and what is answered there. */
export interface Row {
  name: string;
  /** To the developer about what the own group has and about what another team has, and to the other user about what the developer has. */
  statuses: [own: number, theirs: number, other: number];
  ask(stage: Stage, caller: Caller, side: Side): Promise<Answer>;
}
