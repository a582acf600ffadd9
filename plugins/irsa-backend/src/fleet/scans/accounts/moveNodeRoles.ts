import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ScanFailure } from '../ScanFailure';
import { accountScope } from '../scopes';
import type { ScanStores } from '../types';
import type { AccountScan } from './AccountScan';
import { roleRowId } from './roleRow';

/**
 * Stores the node roles of a cluster with the roles of pods and nodes. The first scan of an account stores them with all other roles, because no
 * scan of a cluster has named them yet. If IAM does not return them, the next scan of the account stores them.
 */
export async function moveNodeRoles(
  nodeRoleArns: string[],
  {
    accounts,
    logger,
    stores,
  }: {
    accounts: Pick<AccountScan, 'refresh'>;
    logger: LoggerService;
    stores: Pick<ScanStores, 'principals' | 'retired'>;
  },
): Promise<void> {
  const arns = await stores.principals.arnsOf(nodeRoleArns.map(roleRowId));
  const roles = arns.flatMap(arn => parseRoleArn(arn) ?? []);
  const byAccount = Map.groupBy(roles, ({ accountId }) => accountId);
  for (const [accountId, all] of byAccount) {
    const some = { roles: all.map(({ name }) => name), providers: [] };
    try {
      await stores.retired.whileThere(accountScope(accountId), () =>
        accounts.refresh(accountId, some, { now: new Date(), nodeRoleArns }),
      );
    } catch (error) {
      if (!(error instanceof ScanFailure)) throw error;
      logger.warn(
        `Node roles of account ${accountId} were not read: ${error.unread.reason}`,
      );
    }
  }
}
