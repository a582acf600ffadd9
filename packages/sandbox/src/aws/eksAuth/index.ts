import type { EksOperation } from '../eks/operation';
import { assumeRoleForPodIdentity } from './assumeRoleForPodIdentity';

/** The operations of EKS Auth, API version 2023-11-26. */
export const eksAuth: EksOperation[] = [assumeRoleForPodIdentity];
