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

/** The grant definitions of all supported services, by IAM prefix. To add a service, add a file next to `s3.ts`. @public */
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
