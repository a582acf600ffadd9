import { formatServiceAccountRef } from '../serviceAccountRef';
import type { IamServiceAccount, IamServiceAccountSpec } from '../types';

/**
 * The spec with what is recorded for its ServiceAccount wherever it says nothing itself, so that a change of one field keeps all others. As it is
 * where nothing is recorded.
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
  return { ...present?.spec, ...spec };
}
