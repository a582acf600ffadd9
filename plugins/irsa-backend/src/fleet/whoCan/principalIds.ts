import { hashId } from '@backstage-irsa/core/model';

/** Of the rows that a user or a role may have, by its ARN. */
export function principalIds(arn: string): string[] {
  return [hashId(['role', arn]), hashId(['user', arn])];
}
