import { rowId } from '@backstage-irsa/core/findings';

/** Returns the row IDs that a user or role can have, by its ARN. */
export function principalIds(arn: string): string[] {
  return [rowId('role', arn), rowId('user', arn)];
}
