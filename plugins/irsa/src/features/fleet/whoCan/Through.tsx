import type { AccessHolder, AccessStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { RoleArn } from '../cells/cells';
import { useFleetPath } from '../useFleetPath';
import styles from './WhoCan.module.css';

const TABS = {
  'service-account': 'service-accounts',
  role: 'roles',
} as const;

function StepName({ step }: { step: AccessStep }) {
  const pathOf = useFleetPath();
  const { kind, name, id } = step;
  return id !== undefined && (kind === 'role' || kind === 'service-account') ? (
    <Link variant="body-small" href={pathOf(TABS[kind], { open: id })}>
      {name}
    </Link>
  ) : (
    name
  );
}

function Step({ step }: { step: AccessStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kind, arn, method, others } = step;
  const name = <StepName step={step} />;
  return (
    <>
      {t(`access.step.${kind}`)}{' '}
      {kind === 'role' && arn !== undefined ? (
        <RoleArn arn={arn}>{name}</RoleArn>
      ) : (
        name
      )}
      {method && `, ${t(`indirectAccess.${method}`)}`}
      {others !== undefined && ` ${t('access.others', { count: others })}`}
    </>
  );
}

/** The steps through which a holder gets the access. */
export function Through({ holder }: { holder: AccessHolder }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { serviceAccount } = holder;
  // The ServiceAccount of pods is already shown above.
  const steps = holder.through.filter(({ id }) =>
    serviceAccount ? id !== serviceAccount.id : true,
  );
  const words = serviceAccount?.mechanism
    ? [t(`mechanism.${serviceAccount.mechanism}`)]
    : [];
  if (steps.length + words.length === 0) return t('access.direct');
  return (
    <ol className={styles.steps} aria-label={t('access.through')}>
      {words.map(word => (
        <li key={word}>{word}</li>
      ))}
      {steps.map(step => (
        <li key={`${step.kind} ${step.arn ?? step.id ?? step.name}`}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}
