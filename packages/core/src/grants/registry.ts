import { bedrock } from './bedrock';
import { cloudwatch } from './cloudwatch';
import { dynamodb } from './dynamodb';
import { ecr } from './ecr';
import { events } from './events';
import { kinesis } from './kinesis';
import { kms } from './kms';
import { rdsDb } from './rdsDb';
import { s3 } from './s3';
import { secretsmanager } from './secretsmanager';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { states } from './states';
import { sts } from './sts';
import type { GrantDefinition } from './types';

/** Every service that can be granted, by its IAM prefix. Adding one is adding a file beside `s3.ts`. @public */
export const grantDefinitions: ReadonlyMap<string, GrantDefinition> = new Map(
  [
    s3,
    sqs,
    sns,
    dynamodb,
    secretsmanager,
    ssm,
    kms,
    events,
    kinesis,
    states,
    cloudwatch,
    rdsDb,
    bedrock,
    ecr,
    sts,
  ].map(definition => [definition.service, definition]),
);
