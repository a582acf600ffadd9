import { handOver as ack } from './ack';
import { handOver as cloudformation } from './cloudformation';
import { handOver as crossplane } from './crossplane';
import { handOver as terraform } from './terraform';
import type { HandOver, HandOverFormat } from './types';

export type { HandOverFormat } from './types';

/** The tools that can take over and release objects. */
export const handOvers: Readonly<Record<HandOverFormat, HandOver>> = {
  terraform,
  cloudformation,
  ack,
  crossplane,
};
