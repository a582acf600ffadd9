import type {
  IamServiceAccount,
  LiveProof,
  Workloads,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../ui/useFormats';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';

function Proof({
  proof,
  noProofReason,
}: {
  proof: LiveProof | null;
  noProofReason?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!proof) return <>{noProofReason ?? t('proof.none')}</>;
  const ago = <Ago at={proof.at} />;
  const reason = proof.reason?.replace(/\.$/, '') ?? t('proof.noReason');
  const { changedSince = [] } = proof;
  const links = changedSince.map(link => t(`link.${link}`)).join(', ');
  return (
    <>
      {proof.result === 'proved'
        ? t('proof.proved', { ago })
        : t(`proof.${proof.result}`, { ago, reason })}
      {links !== '' && <> {t('proof.changed', { links })}</>}
    </>
  );
}

function Use({ workloads }: { workloads: Workloads | null }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  if (!workloads) return <>{t('use.unread')}</>;
  const { pods, injected } = workloads;
  return (
    <>
      {pods === 0
        ? t('use.none')
        : t('use.all', { count: pods, used: number(injected) })}
    </>
  );
}

/** Shows the live proof and its time, how many pods use the role, and when the checks ran. */
export function ProofLine({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { verification, workloads } = account;
  return (
    <Text variant="body-small">
      {account.mechanism === 'pod-identity' ? (
        t('proof.podIdentity')
      ) : (
        <Proof
          proof={verification?.liveProof ?? null}
          noProofReason={verification?.noLiveProofReason?.replace(/\.$/, '')}
        />
      )}{' '}
      · <Use workloads={workloads} />
      {verification && (
        <>
          {' '}
          · {t('proof.checked', { ago: <Ago at={verification.checkedAt} /> })}
        </>
      )}
    </Text>
  );
}
