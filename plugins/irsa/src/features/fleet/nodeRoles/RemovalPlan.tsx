import type { RemovalStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { CommandList } from '../../../shared/viewer/CommandList';
import { WithCode } from '../../../shared/ui/WithCode';
import { NamesCell } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

function Step(props: { step: RemovalStep; number: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { title, why, commands, workloads = [] } = props.step;
  const number = String(props.number);
  return (
    <li className={styles.item}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('nodeRole.step', { number, title })}
      </Text>
      <Text as="p" className={styles.sentence}>
        <WithCode text={why} />
      </Text>
      {workloads.length > 0 && <NamesCell names={workloads} />}
      {commands.length > 0 && (
        <CommandList
          label={t('nodeRole.commands', { number })}
          commands={commands}
        />
      )}
    </li>
  );
}

/** How to take the excess of a node role away: in this order, nothing loses access before it has another. */
export function RemovalPlan({ plan }: { plan: readonly RemovalStep[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Section title={t('nodeRole.plan')}>
      {plan.length === 0 ? (
        <Text variant="body-small">{t('nodeRole.noPlan')}</Text>
      ) : (
        <>
          <Text as="p" variant="body-small">
            {t('nodeRole.planText')}
          </Text>
          <ol className={styles.list} aria-label={t('nodeRole.plan')}>
            {plan.map((step, index) => (
              <Step key={step.title} step={step} number={index + 1} />
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}
