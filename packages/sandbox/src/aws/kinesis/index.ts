import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createStream } from './createStream';
import { describeStreamSummary } from './describeStreamSummary';
import { getRecords } from './getRecords';
import { getShardIterator } from './getShardIterator';
import { putRecord } from './putRecord';
import { startStreamEncryption } from './startStreamEncryption';

/** Kinesis Data Streams, API version 2013-12-02: streams with one shard, without policies and consumers. */
export const kinesis: JsonService = {
  name: 'kinesis',
  prefix: 'Kinesis_20131202',
  version: '1.1',
  denied: accessDenied,
  operations: [
    createStream,
    describeStreamSummary,
    startStreamEncryption,
    putRecord,
    getShardIterator,
    getRecords,
  ],
};
