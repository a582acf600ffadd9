import type {
  IamServiceAccount,
  Verification,
} from '@backstage-irsa/core/model';
import { shownStatus } from '@backstage-irsa/core/status';
import { useApi } from '@backstage/frontend-plugin-api';
import { type ReactNode, useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { ChainSection } from '../../shared/chain/ChainSection';
import { decidingCheck } from '../../shared/serviceAccount/decidingCheck';
import { FixOffer } from '../../shared/serviceAccount/fix/FixOffer';
import { FixRun } from '../../shared/serviceAccount/fix/FixRun';
import { type Fix, useFix } from '../../shared/serviceAccount/fix/useFix';
import { useLoaded } from '../../shared/ui/useLoaded';
import { AccountNotes } from './AccountNotes';
import { Diagnose } from './diagnose/Diagnose';
import { useScrollToHash } from './useScrollToHash';
import type { Situation } from './useSituation';

function Links(props: {
  isShown: boolean;
  account: IamServiceAccount;
  verification: Verification;
  round: number;
  fix: Fix;
}) {
  const { isShown, account, verification, round } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getChain(id), [irsaApi, id]);
  const chain = useLoaded(load, round);
  // Scroll only after the chain has loaded, because content that appears later would move the target of the URL's hash.
  useScrollToHash(isShown && (!chain.loading || chain.value !== undefined));
  const decision =
    shownStatus(verification) === 'settling'
      ? undefined
      : decidingCheck(verification);
  return (
    <>
      <ChainSection account={account} verification={verification} chain={chain}>
        {decision && <FixOffer fix={props.fix} check={decision.check} />}
      </ChainSection>
      <Diagnose id={id} />
    </>
  );
}

/** The notes of an account, its chain with the available fix, and the form to diagnose an error. */
export function HealthTab(props: {
  isShown: boolean;
  account: IamServiceAccount;
  situation: Situation;
  round: number;
  onChanged: () => void;
  /** The content to show if the account was never verified. */
  unverified: ReactNode;
}) {
  const { account, round, onChanged } = props;
  const { verification } = account;
  const fix = useFix(account, onChanged);
  return (
    <>
      <AccountNotes
        account={account}
        situation={props.situation}
        round={round}
        fix={fix}
        onChanged={onChanged}
      />
      <FixRun account={account} fix={fix} />
      {verification ? (
        <Links
          isShown={props.isShown}
          account={account}
          verification={verification}
          round={round}
          fix={fix}
        />
      ) : (
        props.unverified
      )}
    </>
  );
}
