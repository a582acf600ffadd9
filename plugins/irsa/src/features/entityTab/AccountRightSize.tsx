import type { Cluster, IamServiceAccount } from '@backstage-irsa/core/model';
import { useMayApply } from '../../shared/serviceAccount/useMay';
import { refusedIn } from './refusedIn';
import { RightSize } from './rightSize/RightSize';
import { RemoveAccess } from './remove/RemoveAccess';

/** The section "Right-size" of a component's account. Users who may change the component's access can apply it. */
export function AccountRightSize(props: {
  account: IamServiceAccount;
  cluster: Cluster | undefined;
  onChanged: () => void;
}) {
  const { account, onChanged } = props;
  const mayApply = useMayApply(account);
  return (
    <RightSize
      account={account}
      mayApply={mayApply}
      remove={
        <RemoveAccess
          account={account}
          isRefused={refusedIn(props.cluster, account).writes}
          onRemoved={onChanged}
        />
      }
      onChanged={onChanged}
    />
  );
}
