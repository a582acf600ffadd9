import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { FieldError } from '../../../shared/ui/FieldError';
import { irsaTranslationRef } from '../../../translation';
import { patternWords } from './patternWords';
import styles from './ResourceHint.module.css';
import type { OwnedResources } from './useOwnedResources';

/** A hint about the AWS resources that the user may name. Renders nothing if all are allowed, or while they are unknown. */
export function ResourceHint(props: {
  owned: OwnedResources | undefined;
  /** The AWS service of the resource, if there is only one. */
  service?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { namespace, patterns = ['*'] } = props.owned ?? {};
  if (patterns.includes('*')) return null;
  return patterns.length === 0 ? (
    <FieldError>
      {t('resources.none', { namespace: String(namespace) })}
    </FieldError>
  ) : (
    <Text as="p" variant="body-small" className={styles.hint}>
      {t('resources.hint', {
        namespace: String(namespace),
        patterns: patternWords(patterns, props.service),
      })}
    </Text>
  );
}
