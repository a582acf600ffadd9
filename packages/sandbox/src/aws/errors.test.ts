import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { KINDS } from '../disturbances/kinds';
import * as eksErrors from './eks/errors';
import * as iamErrors from './iam/errors';
import type { AwsError } from './protocol/error';
import { noSuchBucket } from './s3/errors';
import { checkExpiry, invalidIdentityToken } from './sts/webIdentity';

const SDKS: Record<string, object> = { eks, iam, s3, sts };

/** Returns the HTTP status of an error code in the API model of AWS, which the SDK contains. */
function modeledStatus(service: string, code: string): number | undefined {
  for (const schema of Object.values(SDKS[service])) {
    if (!Array.isArray(schema) || schema[0] !== -3) continue;
    const [, , name, { awsQueryError = [name], httpError }] = schema;
    if (awsQueryError[0] === code) return httpError;
  }
  return undefined;
}

const thrown = (run: () => unknown): AwsError => {
  try {
    run();
  } catch (error) {
    return error as AwsError;
  }
  throw new Error('there is no error');
};

const ERRORS: [string, AwsError | undefined][] = [
  ...Object.values(iamErrors).map<[string, AwsError]>(make => [
    'iam',
    make(''),
  ]),
  ['iam', KINDS.fail.aws!('iam')],
  ['iam', KINDS.conflict.aws!('iam')],
  ['eks', eksErrors.resourceNotFound('')],
  ['eks', eksErrors.resourceInUse('')],
  ['eks', eksErrors.invalidRequest('')],
  ['eks', eksErrors.invalidParameter('')],
  ['eks', KINDS.throttle.aws!('eks')],
  ['eks', KINDS.fail.aws!('eks')],
  ['s3', noSuchBucket()],
  ['sts', invalidIdentityToken('')],
  ['sts', thrown(() => checkExpiry(new Date(0), new Date()))],
];

it.each(ERRORS.map(([service, error]) => ({ service, ...error })))(
  '$service: $code has the status of the model of AWS',
  ({ service, code, status }) => {
    expect([code, status]).toEqual([
      expect.any(String),
      modeledStatus(service, code ?? ''),
    ]);
  },
);
