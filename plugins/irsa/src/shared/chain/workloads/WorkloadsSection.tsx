import {
  type Chain,
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import type { Loaded } from '../../ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { LoadFailure } from '../../ui/LoadFailure';
import { Section } from '../../ui/Section';
import { WorkloadTable } from './WorkloadTable';

/** The section "Workloads": which credentials each container of each pod uses, and why. */
export function WorkloadsSection(props: {
  account: IamServiceAccount;
  chain: Loaded<Chain>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Section title={t('tab.workloads')}>
      <Pods {...props} />
    </Section>
  );
}

function Pods(props: { account: IamServiceAccount; chain: Loaded<Chain> }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = props.chain;
  if (error) {
    return (
      <LoadFailure title={t('chain.failed')} error={error} onRetry={reload} />
    );
  }
  if (!value) return <Skeleton width="100%" height={96} />;
  const { pods } = value;
  if (pods === null) {
    return <Text variant="body-small">{t('workloads.unread')}</Text>;
  }
  if (pods.length === 0) {
    const name = formatServiceAccountRef(props.account);
    return <Text variant="body-small">{t('workloads.none', { name })}</Text>;
  }
  return <WorkloadTable pods={pods} />;
}
