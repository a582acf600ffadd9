import type { HandOverTarget } from '@backstage-irsa/core/model';

/** A tool that can take over, and let go. */
export type HandOverTool = Exclude<HandOverTarget, 'backstage'>;

/** Those tools, the most common first. */
export const HAND_OVER_TOOLS: readonly HandOverTool[] = [
  'terraform',
  'cloudformation',
  'ack',
  'crossplane',
];
