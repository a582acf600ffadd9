import type { RenderFormat } from '../../../model/types';
import { read as ack } from './ack';
import { read as cloudformation } from './cloudformation';
import { read as crossplane } from './crossplane';
import { read as eksctl } from './eksctl';
import { read as iamJson } from './iamJson';
import { read as terraform } from './terraform';
import type { Reader } from './types';

/** The readers of all formats. */
export const readers: Readonly<Record<RenderFormat, Reader>> = {
  'iam-json': iamJson,
  terraform,
  cloudformation,
  eksctl,
  ack,
  crossplane,
};
