import { getKeyPolicy } from './getKeyPolicy';
import type { KmsOperation } from './operation';
import { putKeyPolicy } from './putKeyPolicy';

/** KMS, API version 2014-11-01: only what reads and sets the policies of keys. */
export const kms: KmsOperation[] = [getKeyPolicy, putKeyPolicy];
