import type { RenderFormat } from '../../model/types';
import type { Desired } from '../../planning/types';
import type { RenderedFiles, RenderInput } from '../types';

/** The formats of the tools that can take over existing objects, and release them without deletion. */
export type HandOverFormat = Extract<
  RenderFormat,
  'terraform' | 'cloudformation' | 'ack' | 'crossplane'
>;

/** How one tool takes over and releases objects. Nothing is deleted or recreated in between, so that pods keep their credentials. */
export interface HandOver {
  /** Returns the files with which the tool takes over the existing objects. */
  takeOver(input: RenderInput): RenderedFiles;
  /** Returns the files with which the tool releases the objects. They replace the tool's current files. */
  release(input: RenderInput): RenderedFiles;
  /** Returns the kinds of role policies of which the tool removes those that its files do not name. */
  removes?(desired: Desired): ('attached' | 'inline')[];
}
