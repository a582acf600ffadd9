import type { RenderFormat } from '../../model/types';
import type { Desired } from '../../planning/types';
import type { RenderedFiles, RenderInput } from '../types';

/** The tools that can take over what is there, and let go of it without deleting it. */
export type HandOverFormat = Extract<
  RenderFormat,
  'terraform' | 'cloudformation' | 'ack' | 'crossplane'
>;

/** How one tool does so. Nothing is deleted or recreated on the way, so that pods keep their credentials. */
export interface HandOver {
  /** The files by which the tool takes over what is there. */
  takeOver(input: RenderInput): RenderedFiles;
  /** The files by which the tool lets go of it. They take the place of those that it has. */
  release(input: RenderInput): RenderedFiles;
  /** The kinds of policies of a role of which the tool removes those that its files do not name. */
  removes?(desired: Desired): ('attached' | 'inline')[];
}
