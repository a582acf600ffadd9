import type { WaveCounts, WaveItemState, WaveState } from '../model/types';

/** What people tell a wave to do. */
export type WaveCommand = 'start' | 'pause' | 'resume' | 'undo';

/** A wave as far as commands depend on it. */
export interface WaveStanding {
  state: WaveState;
  /** Whether it was being undone when it was paused. */
  undoing: boolean;
  counts: WaveCounts;
}

/** The state that a command leads to; undefined where it makes no sense. */
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

/** The states of items in the order in which people want to see them. */
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

/** Of how many items every state is known. */
export function totalOf(counts: WaveCounts): number {
  return ITEM_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** No item at all, by state. */
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
