import { handOver as ack } from './ack';
import { handOver as cloudformation } from './cloudformation';
import { handOver as crossplane } from './crossplane';
import { handOver as terraform } from './terraform';
import type { HandOver, HandOverFormat } from './types';

export type { HandOverFormat } from './types';

/** Every tool that can take over, and let go. */
export const handOvers: Readonly<Record<HandOverFormat, HandOver>> = {
  terraform,
  cloudformation,
  ack,
  crossplane,
};
