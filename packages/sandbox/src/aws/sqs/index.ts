import type { JsonService } from '../json/operation';
import { AwsError } from '../protocol/error';
import { createQueue } from './createQueue';
import { deleteMessage } from './deleteMessage';
import { getQueueAttributes } from './getQueueAttributes';
import { getQueueUrl } from './getQueueUrl';
import { receiveMessage } from './receiveMessage';
import { sendMessage } from './sendMessage';
import { setQueueAttributes } from './setQueueAttributes';

/** SQS, API version 2012-11-05: standard queues. Its error messages spell actions in lower case. */
export const sqs: JsonService = {
  name: 'sqs',
  prefix: 'AmazonSQS',
  version: '1.0',
  errorNamespace: 'com.amazonaws.sqs',
  denied: text =>
    new AwsError(
      'AccessDeniedException',
      403,
      text.replace(/\bsqs:\w+/g, action => action.toLowerCase()),
    ),
  queryCodes: {
    AccessDeniedException: 'AccessDenied',
    KmsAccessDenied: 'KMS.AccessDeniedException',
    KmsDisabled: 'KMS.DisabledException',
    KmsInvalidState: 'KMS.InvalidStateException',
    KmsNotFound: 'KMS.NotFoundException',
    QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
    QueueNameExists: 'QueueAlreadyExists',
    InvalidAttributeName: 'InvalidAttributeName',
    InvalidAttributeValue: 'InvalidAttributeValue',
  },
  operations: [
    createQueue,
    getQueueUrl,
    getQueueAttributes,
    setQueueAttributes,
    sendMessage,
    receiveMessage,
    deleteMessage,
  ],
};
