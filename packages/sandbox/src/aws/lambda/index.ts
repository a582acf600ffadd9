import type { EksOperation } from '../eks/operation';
import { addPermission } from './addPermission';
import { createFunction } from './createFunction';
import { getPolicy } from './getPolicy';
import { invoke } from './invoke';

/** Lambda, API version 2015-03-31, which speaks REST with JSON as EKS does. */
export const lambda: EksOperation[] = [
  createFunction,
  addPermission,
  getPolicy,
  invoke,
];
