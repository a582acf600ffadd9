import type { WaveCounts, WaveItemState, WaveState } from '../model/types';

/** A command that a user gives to a wave. */
export type WaveCommand = 'start' | 'pause' | 'resume' | 'undo';

/** The facts about a wave that commands depend on. */
export interface WaveStanding {
  state: WaveState;
  /** Whether the wave was being undone when it was paused. */
  undoing: boolean;
  counts: WaveCounts;
}

/** Returns the state that a command leads to; undefined if the command is not possible. */
export function stateAfter(
  command: WaveCommand,
  { state, undoing, counts }: WaveStanding,
): WaveState | undefined {
  switch (command) {
    case 'start':
      return state === 'ready' && counts.pending > 0 ? 'running' : undefined;
    case 'pause':
      return state === 'running' || state === 'undoing' ? 'paused' : undefined;
    case 'resume':
      if (state === 'paused') return undoing ? 'undoing' : 'running';
      return state === 'done' && counts.failed + counts.blocked > 0
        ? 'running'
        : undefined;
    default:
      return ['paused', 'done', 'undone'].includes(state) &&
        counts.done + counts.failed + counts.running > 0
        ? 'undoing'
        : undefined;
  }
}

/** The states of items, in display order. */
export const ITEM_STATES: readonly WaveItemState[] = [
  'planning',
  'blocked',
  'failed',
  'running',
  'pending',
  'done',
  'skipped',
  'undone',
];

/** Returns the total number of items of all states. */
export function totalOf(counts: WaveCounts): number {
  return ITEM_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** Item counts of zero for every state. */
export const NO_ITEMS: WaveCounts = {
  planning: 0,
  blocked: 0,
  pending: 0,
  running: 0,
  done: 0,
  failed: 0,
  skipped: 0,
  undone: 0,
};
