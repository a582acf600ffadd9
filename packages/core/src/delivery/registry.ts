import type { RenderFormat } from '../model/types';
import { renderer as ack } from './ack';
import { renderer as cloudformation } from './cloudformation';
import { renderer as crossplane } from './crossplane';
import { renderer as eksctl } from './eksctl';
import { renderer as iamJson } from './iamJson';
import { renderer as terraform } from './terraform';
import type { Renderer } from './types';

/** The renderers of all formats. */
export const renderers: Readonly<Record<RenderFormat, Renderer>> = {
  'iam-json': iamJson,
  terraform,
  cloudformation,
  eksctl,
  ack,
  crossplane,
};

/** Returns the renderer of a format; undefined for a format that only a newer version knows. */
export function rendererOf(format: string): Renderer | undefined {
  return Object.hasOwn(renderers, format)
    ? renderers[format as RenderFormat]
    : undefined;
}
