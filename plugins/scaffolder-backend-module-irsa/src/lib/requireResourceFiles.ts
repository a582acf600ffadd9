import { resourceFiles } from '@backstage-irsa/core/delivery';
import {
  ENTITY_KEY,
  type IamServiceAccountSpec,
  type RenderFormat,
} from '@backstage-irsa/core/model';
import { refusal } from './refusal';

/**
 * The files that create the buckets, queues and tables of a spec's grants.
 *
 * @throws InputError - for another format than Terraform and CloudFormation, and where there is nothing to create.
 */
export function requireResourceFiles(
  format: RenderFormat,
  { entityRef, grants = [] }: IamServiceAccountSpec,
) {
  const created = resourceFiles(format, grants, { [ENTITY_KEY]: entityRef });
  if (!created) {
    throw refusal(
      'InputError',
      `Nothing was changed. createResources: files for ${format} create no buckets, queues and tables. Choose Terraform or CloudFormation, or leave it out.`,
    );
  }
  if (created.files.length === 0) {
    throw refusal(
      'InputError',
      'Nothing was changed. createResources: no grant names a bucket, a queue or a table. Leave it out.',
    );
  }
  return created;
}
