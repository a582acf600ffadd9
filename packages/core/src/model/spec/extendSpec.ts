import { formatServiceAccountRef } from '../serviceAccountRef';
import type { IamServiceAccount, IamServiceAccountSpec } from '../types';
import { withoutAdoption } from './withoutAdoption';

/**
 * Returns the spec with absent fields filled from the stored spec of its ServiceAccount, so that a change of one field keeps all others except
 * `adopt`. Returns the spec unchanged if none is stored.
 *
 * @public
 */
export function extendSpec(
  spec: IamServiceAccountSpec,
  accounts: readonly IamServiceAccount[],
): IamServiceAccountSpec {
  const ref = formatServiceAccountRef(spec);
  const present = accounts.find(
    account => formatServiceAccountRef(account) === ref,
  );
  return { ...(present?.spec && withoutAdoption(present.spec)), ...spec };
}
