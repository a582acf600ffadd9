import {
  type IamServiceAccount,
  type Verification,
} from '@backstage-irsa/core/model';
import { shownStatus } from '@backstage-irsa/core/status';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { decidingCheck } from '../../shared/serviceAccount/decidingCheck';
import { remediationOf } from '../../shared/chain/remediation';
import { irsaTranslationRef } from '../../translation';
import { FixOffer } from '../../shared/serviceAccount/fix/FixOffer';
import type { Fix } from '../../shared/serviceAccount/fix/useFix';
import { IconRow } from '../../shared/ui/IconRow';
import { WithCode } from '../../shared/ui/WithCode';
import { SeeChain } from './SeeChain';
import styles from '../../shared/ui/Callout.module.css';
import { FirstFix } from './FirstFix';

const ICONS = {
  pass: RiCheckboxCircleLine,
  warn: RiErrorWarningLine,
  fail: RiCloseCircleLine,
  unknown: RiQuestionLine,
};

/**
 * The check that decides the status, whether its result is inferred, and how to fix it. Renders nothing if the account is verified or still settling.
 */
export function FindingLine(props: {
  account: IamServiceAccount;
  verification: Verification;
  fix: Fix;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const decision = decidingCheck(props.verification);
  if (!decision || shownStatus(props.verification) === 'settling') return null;

  const { check, others } = decision;
  const remediation = remediationOf(check);
  const offer = <FixOffer fix={props.fix} check={check} />;
  return (
    <div className={styles.callout} data-result={check.result}>
      <IconRow icon={ICONS[check.result]} size={18}>
        <Text variant="body-small">
          <WithCode text={check.message} />
          {check.evidence === 'inferred' && ` (${t('evidence.inferred')})`}
          {others > 0 && ` ${t('finding.others', { count: others })}`}
        </Text>
      </IconRow>
      {remediation ? (
        <FirstFix remediation={remediation} diff={check.diff}>
          {offer}
        </FirstFix>
      ) : (
        offer
      )}
      <SeeChain account={props.account} />
    </div>
  );
}
