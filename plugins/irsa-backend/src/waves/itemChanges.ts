import type { ItemPermit } from './WaveAuthorizer';
import type { StoredItem } from './WaveRow';
import type { ItemChange } from './WaveStore';

/** What is refused now is blocked, and what was refused before may be permitted now. */
export function itemChange(
  { state, specAfter, blockers: before }: StoredItem,
  { ownership, blockers }: ItemPermit,
): ItemChange {
  // What runs ends, and what a killed process left running is taken over by the runner.
  if (ownership) {
    return state === 'running'
      ? { ownership }
      : { ownership, state: 'pending', blockers: [], reason: undefined };
  }
  // What nobody asked us for stays blocked for what it was.
  const all = specAfter ? blockers : before;
  return { state: 'blocked', blockers: all, reason: all[0]?.message };
}

/** What is refused is not tried by this command. */
export function undoChange(
  { ownership, blockers }: ItemPermit,
  at: string,
): ItemChange {
  const [refused] = blockers;
  if (refused) {
    return { endedAt: at, reason: `Not undone: ${refused.message}` };
  }
  return ownership ? { ownership } : {};
}
