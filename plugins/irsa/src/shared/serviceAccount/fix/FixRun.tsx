import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { OperationProgress } from '../../operation/OperationProgress';
import { FixDialog } from './FixDialog';
import type { Fix } from './useFix';

/** The dialog with the plan if it is open, otherwise the progress and result of the last run. */
export function FixRun(props: { account: IamServiceAccount; fix: Fix }) {
  const { account, fix } = props;
  const { spec } = account;
  return fix.isOpen && spec ? (
    <FixDialog account={account} spec={spec} fix={fix} />
  ) : (
    <OperationProgress run={fix.run} />
  );
}
