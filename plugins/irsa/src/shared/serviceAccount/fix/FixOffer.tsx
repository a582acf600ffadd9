import type { CheckResult } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { FixButton } from './FixButton';
import type { Fix } from './useFix';

/** Why no plan fixes a check; undefined where one does, or where that is not known. */
function useRefusalWords({ refusal, resolvesFinding, cluster }: Fix) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ link }: CheckResult): string | undefined => {
    if (refusal === 'notManaged' || refusal === 'elsewhere') {
      return t(`fix.refused.${refusal}`);
    }
    if (resolvesFinding === false) {
      return t(`fix.refused.${link === 'workload' ? link : 'outside'}`);
    }
    return refusal && refusal !== 'busy'
      ? t(`fix.refused.${refusal}`, {
          cluster: cluster?.name ?? '',
          reason: cluster?.freeze?.reason ?? '',
        })
      : undefined;
  };
}

/** The button that fixes what decides the status, or why no plan can. Nothing for who may not, and where nothing is wrong for sure. */
export function FixOffer({ fix, check }: { fix: Fix; check: CheckResult }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useRefusalWords(fix);
  if (check.result === 'pass' || check.result === 'unknown') return null;
  if (fix.refusal === 'busy' || fix.run.running) return null;
  const reason = wordsOf(check);
  return reason ? (
    <Text as="p" variant="body-small">
      {reason}
    </Text>
  ) : (
    fix.resolvesFinding && (
      <FixButton fix={fix} variant="primary">
        {t('fix.button')}
      </FixButton>
    )
  );
}
