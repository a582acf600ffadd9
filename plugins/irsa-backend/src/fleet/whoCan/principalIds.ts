import { rowId } from '@backstage-irsa/core/findings';

/** Of the rows that a user or a role may have, by its ARN. */
export function principalIds(arn: string): string[] {
  return [rowId('role', arn), rowId('user', arn)];
}
