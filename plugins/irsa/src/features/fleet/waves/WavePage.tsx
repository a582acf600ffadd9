import type { Wave } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Text } from '@backstage/ui';
import { Ago } from '../../../shared/ui/Ago';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import { useFleetPath } from '../useFleetPath';
import { useWaveTitle } from './useWaveTitle';
import { useWave } from './useWaves';
import { WaveBadge } from './WaveBadges';
import { WaveCommands } from './WaveCommands';
import { WaveItems } from './WaveItems';
import { WaveProgress } from './WaveProgress';
import { WavesUnread } from './WavesUnread';
import styles from './Waves.module.css';

/** One wave: its planned changes, blockers, progress, and items. */
export function WavePage({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const path = useFleetPath();
  const { value, error, reload } = useWave(id);
  if (error || !value) return <WavesUnread error={error} onRetry={reload} />;
  return (
    <div className={styles.part}>
      <Link href={path('waves')} variant="body-small">
        {t('wave.all')}
      </Link>
      <Summary wave={value} onChanged={reload} />
      <Blockers wave={value} />
      <TrustPolicies wave={value} />
      <WaveItems wave={value} />
    </div>
  );
}

function Summary({ wave, onChanged }: { wave: Wave; onChanged: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const title = useWaveTitle();
  const { state, stateReason, writes, calls, reason, namespace, owner } = wave;
  const filter = [namespace, owner].filter(Boolean).join(' · ');
  return (
    <>
      <div className={styles.heading}>
        <div className={styles.commands}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {title(wave)}
          </Text>
          <WaveBadge state={state} />
        </div>
        <WaveCommands wave={wave} onChanged={onChanged} />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {filter && `${filter}. `}
        {t('wave.createdBy', { user: wave.createdBy })}{' '}
        <Ago at={wave.createdAt} />
        {reason !== undefined && ` · ${t('approval.reason', { reason })}`}
      </Text>
      {stateReason !== undefined && (
        <Alert status="warning" icon title={stateReason} />
      )}
      <WaveProgress wave={wave} />
      {writes > 0 && (
        <Text as="p" variant="body-small">
          {t('wave.expected', { count: writes, calls: number(calls) })}
        </Text>
      )}
    </>
  );
}

function Blockers({ wave: { blockers } }: { wave: Wave }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (blockers.length === 0) return null;
  return (
    <section className={styles.part} aria-label={t('wave.blockers')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('wave.blockers')}
      </Text>
      <ul className={styles.list}>
        {blockers.map(({ rule, message, count }) => (
          <li key={rule}>
            <code>{rule}</code>
            <Text variant="body-small">
              {t('wave.blocker', { count, message })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TrustPolicies({ wave: { trustPolicies } }: { wave: Wave }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  if (trustPolicies.length === 0) return null;
  return (
    <section className={styles.part} aria-label={t('wave.trust')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('wave.trust')}
      </Text>
      <ul className={styles.list}>
        {trustPolicies.map(({ roleArn, length, quota, near }) => (
          <li key={roleArn}>
            <code>{roleArn}</code>
            <Text variant="body-small">
              {t('wave.trustLength', {
                length: number(length),
                quota: number(quota),
              })}
              {' · '}
              {t(near ? 'wave.trustNear' : 'wave.trustFits')}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
