import type { CheckResult } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { FixButton } from './FixButton';
import type { Fix } from './useFix';

/** Returns a function that explains why no plan fixes a check. The function returns undefined if a plan does, or if that is unknown. */
function useRefusalWords({ refusal, resolvesFinding, cluster }: Fix) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ link }: CheckResult): string | undefined => {
    if (refusal === 'notManaged' || refusal === 'elsewhere') {
      return t(`fix.refused.${link === 'workload' ? link : refusal}`);
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

/**
 * The button that fixes the deciding check, or the reason why no plan can fix it. Renders nothing if the user may not fix it, or if the check did not
 * find a definite problem.
 */
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
