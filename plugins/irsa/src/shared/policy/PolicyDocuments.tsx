import type { PolicyText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { Section } from '../ui/Section';
import { PolicyDocument } from './PolicyDocument';

/** All policies of the role as stored in AWS. */
export function PolicyDocuments(props: { policies: readonly PolicyText[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { policies } = props;
  return (
    <Section as="h4" title={t('policy.title')}>
      {policies.every(({ kind }) => kind === 'trust') && (
        <Text variant="body-small">{t('policy.none')}</Text>
      )}
      {policies.map(policy => (
        <PolicyDocument key={`${policy.kind} ${policy.name}`} policy={policy} />
      ))}
    </Section>
  );
}
