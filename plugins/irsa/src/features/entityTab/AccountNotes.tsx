import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { BothMechanisms } from '../../shared/serviceAccount/BothMechanisms';
import { DeliveryNote } from '../../shared/serviceAccount/delivery/DeliveryNote';
import { ManagedNote } from '../../shared/serviceAccount/delivery/ManagedNote';
import { DriftNote } from '../../shared/serviceAccount/drift/DriftNote';
import type { Fix } from '../../shared/serviceAccount/fix/useFix';
import { WritingNote } from '../../shared/serviceAccount/WritingNote';
import { HandOverNote } from './handOver/HandOverNote';
import { MovingNote } from './migrate/MovingNote';
import { OwnershipNote } from './ownership/OwnershipNote';
import type { Situation } from './useSituation';

/** The notes above an account's links: who may change it, where, and which operations are in progress. */
export function AccountNotes(props: {
  account: IamServiceAccount;
  situation: Situation;
  round: number;
  fix: Fix;
  onChanged: () => void;
}) {
  const { account, situation, onChanged } = props;
  return (
    <>
      <WritingNote cluster={situation.cluster} />
      <OwnershipNote
        account={account}
        transfers={situation.transfers}
        onChanged={onChanged}
      />
      <BothMechanisms account={account} />
      <DeliveryNote account={account} />
      <HandOverNote account={account} onChanged={onChanged} />
      <ManagedNote account={account} />
      <MovingNote
        account={account}
        migration={situation.migration}
        round={props.round}
        onMoved={onChanged}
      />
      <DriftNote account={account} fix={props.fix} />
    </>
  );
}
