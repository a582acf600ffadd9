import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createAlias } from './createAlias';
import { createGrant } from './createGrant';
import { createKey } from './createKey';
import { decrypt } from './decrypt';
import { describeKey } from './describeKey';
import { encrypt } from './encrypt';
import { generateDataKey } from './generateDataKey';
import { getKeyPolicy } from './getKeyPolicy';
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
} from './keyStates';
import { listGrants } from './listGrants';
import { putKeyPolicy } from './putKeyPolicy';
import { retireGrant } from './retireGrant';
import { revokeGrant } from './revokeGrant';

/** KMS, API version 2014-11-01: symmetric keys. To add an operation, write its file and list it here. */
export const kms: JsonService = {
  name: 'kms',
  prefix: 'TrentService',
  version: '1.1',
  denied: accessDenied,
  operations: [
    createKey,
    createAlias,
    describeKey,
    getKeyPolicy,
    putKeyPolicy,
    disableKey,
    enableKey,
    scheduleKeyDeletion,
    cancelKeyDeletion,
    createGrant,
    listGrants,
    revokeGrant,
    retireGrant,
    encrypt,
    decrypt,
    generateDataKey,
  ],
};
