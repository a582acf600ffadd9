import type { Caller } from './callers';
import type { Side, Stage } from './stage';

/** The response of a route or action. */
export interface Answer {
  status: number;
  text: string;
}

/** One operation or action, and its expected statuses. */
export interface Row {
  name: string;
  /** The statuses for the developer with the own group's data and with another team's data, and for the other user with the developer's data. */
  statuses: [own: number, theirs: number, other: number];
  ask(stage: Stage, caller: Caller, side: Side): Promise<Answer>;
}
