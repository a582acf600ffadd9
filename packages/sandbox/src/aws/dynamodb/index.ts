import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createTable } from './createTable';
import { describeTable } from './describeTable';
import { getItem } from './getItem';
import { getResourcePolicy } from './getResourcePolicy';
import { putItem } from './putItem';
import { putResourcePolicy } from './putResourcePolicy';

/** DynamoDB, API version 2012-08-10: tables whose items are read and written individually. */
export const dynamodb: JsonService = {
  name: 'dynamodb',
  prefix: 'DynamoDB_20120810',
  version: '1.0',
  errorNamespace: 'com.amazonaws.dynamodb.v20120810',
  denied: accessDenied,
  operations: [
    createTable,
    describeTable,
    getResourcePolicy,
    putResourcePolicy,
    getItem,
    putItem,
  ],
};
