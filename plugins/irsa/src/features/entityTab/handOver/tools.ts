import type { HandOverTarget } from '@backstage-irsa/core/model';

/** A tool that accounts can be handed over to and taken back from. */
export type HandOverTool = Exclude<HandOverTarget, 'backstage'>;

/** The tools, the most common first. */
export const HAND_OVER_TOOLS: readonly HandOverTool[] = [
  'terraform',
  'cloudformation',
  'ack',
  'crossplane',
];
