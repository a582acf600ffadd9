import type { PlanStep } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { useId, useState } from 'react';
import { StepChange } from './StepChange';
import styles from './StepChange.module.css';

function Step(props: { step: PlanStep; isOpenAtFirst: boolean }) {
  const { step, isOpenAtFirst } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <li>
      <StepChange
        step={step}
        words={step.summary}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </li>
  );
}

/** A list of steps with a heading, each with the fields that it changes. */
export function StepChangeList(props: {
  title: string;
  steps: readonly PlanStep[];
  /** Whether each step shows its fields at first. */
  isOpenAtFirst?: boolean;
}) {
  const titleId = useId();
  const { title, steps, isOpenAtFirst = false } = props;
  return (
    <>
      <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
        {title}
      </Text>
      <ul className={styles.list} aria-labelledby={titleId}>
        {steps.map(step => (
          <Step key={step.id} step={step} isOpenAtFirst={isOpenAtFirst} />
        ))}
      </ul>
    </>
  );
}
