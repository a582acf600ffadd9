import type { MigrationBlocker } from '../../model/types';
import type { MigrationContext } from '../types';

/** What we were not asked for is not ours to change. */
export const notManagedByBackstage = ({
  account,
}: Pick<MigrationContext, 'account'>): MigrationBlocker[] =>
  account.spec
    ? []
    : [
        {
          rule: 'not-managed-by-backstage',
          message: `This product did not make ServiceAccount ${account.namespace}/${account.name} in ${account.cluster}.`,
          remediation:
            'Adopt it first, as it is, and migrate it then: apply its spec with adopt.',
        },
      ];
