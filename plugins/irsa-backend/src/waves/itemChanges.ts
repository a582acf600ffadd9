import type { ItemPermit } from './WaveAuthorizer';
import type { StoredItem } from './WaveRow';
import type { ItemChange } from './WaveStore';

/** Returns the change of an item after a permission check. A refused item is blocked. An item that was refused before can be permitted now. */
export function itemChange(
  { state, specAfter, blockers: before }: StoredItem,
  { ownership, blockers }: ItemPermit,
): ItemChange {
  // A running item ends by itself. If a killed process left it running, the runner takes it over.
  if (ownership) {
    return state === 'running'
      ? { ownership }
      : { ownership, state: 'pending', blockers: [], reason: undefined };
  }
  // An item that Backstage does not manage keeps its original blockers.
  const all = specAfter ? blockers : before;
  return { state: 'blocked', blockers: all, reason: all[0]?.message };
}

/** Returns the change of an item after the permission check for an undo. This command does not try a refused item. */
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
