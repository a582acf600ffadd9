import type { AccessLevel } from '@backstage-irsa/core/model';

/** AWS's access levels in the order in which the grid shows them. */
export const LEVELS: readonly AccessLevel[] = [
  'List',
  'Read',
  'Write',
  'Permissions management',
  'Tagging',
];

/** AWS's access levels by how much harm they can do, the worst first. */
export const LEVELS_FROM_WORST: readonly AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];
