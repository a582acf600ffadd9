import type { EksOperation } from '../eks/operation';
import { addPermission } from './addPermission';
import { createFunction } from './createFunction';
import { getPolicy } from './getPolicy';
import { invoke } from './invoke';

/** The operations of Lambda, API version 2015-03-31, which uses the REST-JSON protocol like EKS. */
export const lambda: EksOperation[] = [
  createFunction,
  addPermission,
  getPolicy,
  invoke,
];
