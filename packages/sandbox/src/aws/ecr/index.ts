import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createRepository } from './createRepository';
import { describeRepositories } from './describeRepositories';
import { getRepositoryPolicy } from './getRepositoryPolicy';
import { setRepositoryPolicy } from './setRepositoryPolicy';

/** ECR, API version 2015-09-21: repositories without images. */
export const ecr: JsonService = {
  name: 'ecr',
  prefix: 'AmazonEC2ContainerRegistry_V20150921',
  version: '1.1',
  denied: accessDenied,
  operations: [
    createRepository,
    describeRepositories,
    getRepositoryPolicy,
    setRepositoryPolicy,
  ],
};
