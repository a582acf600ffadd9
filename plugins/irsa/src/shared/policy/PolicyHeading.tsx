import type { PolicyText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import styles from './PolicyDocument.module.css';

/** The name and kind of a policy, with buttons to copy its document and ARN. */
export function PolicyHeading(props: { policy: PolicyText; text: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, kind, arn } = props.policy;
  return (
    <div className={styles.heading}>
      <Text as="h5" variant="body-medium" weight="bold">
        {name}
      </Text>
      <Text variant="body-small" color="secondary">
        {t(`policy.kind.${kind}`)}
      </Text>
      <CopyButton text={props.text} label={t('policy.copy', { name })} />
      {arn && (
        <span className={styles.arn}>
          <Text variant="body-small" color="secondary">
            {arn}
          </Text>
          <CopyButton text={arn} label={t('policy.copyArn', { name })} />
        </span>
      )}
    </div>
  );
}
