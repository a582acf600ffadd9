import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createSecret } from './createSecret';
import { describeSecret } from './describeSecret';
import { getResourcePolicy } from './getResourcePolicy';
import { getSecretValue } from './getSecretValue';
import { putResourcePolicy } from './putResourcePolicy';
import { putSecretValue } from './putSecretValue';

/** Secrets Manager, API version 2017-10-17: only secrets with text values. */
export const secretsManager: JsonService = {
  name: 'secretsmanager',
  prefix: 'secretsmanager',
  version: '1.1',
  denied: accessDenied,
  operations: [
    createSecret,
    describeSecret,
    getResourcePolicy,
    putResourcePolicy,
    getSecretValue,
    putSecretValue,
  ],
};
