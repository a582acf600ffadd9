import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { FieldError } from '../../components/FieldError';
import { irsaTranslationRef } from '../../translation';
import { patternWords } from './patternWords';
import type { OwnedResources } from './useOwnedResources';

/** Which AWS resources may be named; nothing where any may be, and while that is not known. */
export function ResourceHint(props: { owned: OwnedResources | undefined }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { namespace, patterns = ['*'] } = props.owned ?? {};
  if (patterns.includes('*')) return null;
  return patterns.length === 0 ? (
    <FieldError>
      {t('resources.none', { namespace: String(namespace) })}
    </FieldError>
  ) : (
    <Text as="p" variant="body-small">
      {t('resources.hint', {
        namespace: String(namespace),
        patterns: patternWords(patterns),
      })}
    </Text>
  );
}
