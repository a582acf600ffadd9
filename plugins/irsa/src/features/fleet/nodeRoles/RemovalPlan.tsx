import type { FleetWorkload, RemovalStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { CommandList } from '../../../shared/viewer/CommandList';
import { WithCode } from '../../../shared/ui/WithCode';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';
import { useFleetPath } from '../useFleetPath';

/** The workloads of a step. Each known workload links to its drawer. */
function StepWorkloads(props: {
  names: readonly string[];
  known: readonly FleetWorkload[];
}) {
  const pathOf = useFleetPath();
  return (
    <ul className={styles.reasons}>
      {props.names.map(name => {
        const workload = props.known.find(
          each => `${each.namespace}/${each.name}` === name,
        );
        return (
          <li key={name}>
            {workload ? (
              <Link href={pathOf('workloads', { open: workload.id })}>
                {name}
              </Link>
            ) : (
              name
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Step(props: {
  step: RemovalStep;
  number: number;
  workloads: readonly FleetWorkload[];
}) {
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
      {workloads.length > 0 && (
        <StepWorkloads names={workloads} known={props.workloads} />
      )}
      {commands.length > 0 && (
        <CommandList
          label={t('nodeRole.commands', { number })}
          commands={commands}
        />
      )}
    </li>
  );
}

/** The steps that remove the excess permissions of a node role. In this order, no workload loses access before it has another source. */
export function RemovalPlan({
  plan,
  workloads,
  isUnread,
}: {
  plan: readonly RemovalStep[];
  workloads: readonly FleetWorkload[];
  /** Whether policies of the role were not read, so that the plan may lack steps. */
  isUnread: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Section title={t('nodeRole.plan')}>
      {plan.length === 0 ? (
        <Text variant="body-small">
          {t(isUnread ? 'nodeRole.noPlanUnread' : 'nodeRole.noPlan')}
        </Text>
      ) : (
        <>
          <Text as="p" variant="body-small">
            {t('nodeRole.planText')}
          </Text>
          <ol className={styles.list} aria-label={t('nodeRole.plan')}>
            {plan.map((step, index) => (
              <Step
                key={step.title}
                step={step}
                number={index + 1}
                workloads={workloads}
              />
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}
