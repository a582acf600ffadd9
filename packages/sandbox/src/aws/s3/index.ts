import { abortMultipartUpload } from './abortMultipartUpload';
import { completeMultipartUpload } from './completeMultipartUpload';
import { createBucket } from './createBucket';
import { createMultipartUpload } from './createMultipartUpload';
import { deleteBucket } from './deleteBucket';
import { deleteBucketPolicy } from './deleteBucketPolicy';
import { deleteObject } from './deleteObject';
import { deletePublicAccessBlock } from './deletePublicAccessBlock';
import { getAccountPublicAccessBlock } from './getAccountPublicAccessBlock';
import { getBucketEncryption } from './getBucketEncryption';
import { getBucketLocation } from './getBucketLocation';
import { getBucketPolicy } from './getBucketPolicy';
import { getObject } from './getObject';
import { getPublicAccessBlock } from './getPublicAccessBlock';
import { headBucket } from './headBucket';
import { headObject } from './headObject';
import { listBuckets } from './listBuckets';
import { listObjectsV2 } from './listObjectsV2';
import type { S3Operation } from './operation';
import { putAccountPublicAccessBlock } from './putAccountPublicAccessBlock';
import { putBucketEncryption } from './putBucketEncryption';
import { putBucketPolicy } from './putBucketPolicy';
import { putObject } from './putObject';
import { putPublicAccessBlock } from './putPublicAccessBlock';
import { uploadPart } from './uploadPart';

/** The operations of S3, API version 2006-03-01. To add an operation, write its file and list it here. */
export const s3: S3Operation[] = [
  listBuckets,
  createBucket,
  deleteBucket,
  headBucket,
  getBucketLocation,
  putBucketEncryption,
  getBucketEncryption,
  putBucketPolicy,
  getBucketPolicy,
  deleteBucketPolicy,
  putPublicAccessBlock,
  getPublicAccessBlock,
  deletePublicAccessBlock,
  putAccountPublicAccessBlock,
  getAccountPublicAccessBlock,
  listObjectsV2,
  createMultipartUpload,
  uploadPart,
  completeMultipartUpload,
  abortMultipartUpload,
  putObject,
  getObject,
  headObject,
  deleteObject,
];
