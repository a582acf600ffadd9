import type { RenderFormat } from '@backstage-irsa/plugin-irsa-common';
import { read as ack } from './ack';
import { read as cloudformation } from './cloudformation';
import { read as crossplane } from './crossplane';
import { read as eksctl } from './eksctl';
import { read as iamJson } from './iamJson';
import { read as terraform } from './terraform';
import type { Reader } from './types';

/** A small reader for each format. */
export const readers: Readonly<Record<RenderFormat, Reader>> = {
  'iam-json': iamJson,
  terraform,
  cloudformation,
  eksctl,
  ack,
  crossplane,
};
