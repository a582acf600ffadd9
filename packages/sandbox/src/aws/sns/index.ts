import { AwsError } from '../protocol/error';
import { type QueryService, queryWords } from '../query/service';
import { createTopic } from './createTopic';
import { getTopicAttributes } from './getTopicAttributes';
import { publish } from './publish';
import { setTopicAttributes } from './setTopicAttributes';

/** SNS, API version 2010-03-31: topics without subscriptions. Its error messages spell the prefix of actions `SNS:`. */
export const sns: QueryService = {
  name: 'sns',
  version: '2010-03-31',
  namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  words: {
    ...queryWords,
    denied: refused =>
      new AwsError(
        'AuthorizationError',
        403,
        refused.replace(/\bsns:(?=[A-Z])/g, 'SNS:'),
      ),
  },
  operations: [createTopic, getTopicAttributes, setTopicAttributes, publish],
};
