import type {
  IamServiceAccount,
  LiveProof,
  Workloads,
} from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../translation';
import { Ago } from './Ago';

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
  if (proof.result === 'proved') return <>{t('proof.proved', { ago })}</>;
  const reason = proof.reason?.replace(/\.$/, '') ?? t('proof.noReason');
  return <>{t(`proof.${proof.result}`, { ago, reason })}</>;
}

function usePodWords(): (workloads: Workloads | null) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return workloads => {
    if (!workloads) return t('pods.unread');
    const { pods, injected } = workloads;
    if (pods === 0) return t('pods.none');
    return pods === injected
      ? t('pods.allInjected', { count: pods })
      : t('pods.someInjected', { count: pods, injected: String(injected) });
  };
}

/** How the status is known, when, and which pods use the role. */
export function ProofLine({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const podWords = usePodWords();
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
      · {podWords(workloads)}
      {verification && (
        <>
          {' '}
          · {t('proof.checked', { ago: <Ago at={verification.checkedAt} /> })}
        </>
      )}
    </Text>
  );
}
