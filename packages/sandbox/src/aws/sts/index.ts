import { type QueryService, queryWords } from '../query/service';
import { assumeRole } from './assumeRole';
import { assumeRoleWithWebIdentity } from './assumeRoleWithWebIdentity';
import { getCallerIdentity } from './getCallerIdentity';

/** STS, API version 2011-06-15. To add an operation, write its file and list it here. */
export const sts: QueryService = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  words: queryWords,
  operations: [assumeRole, assumeRoleWithWebIdentity, getCallerIdentity],
};
