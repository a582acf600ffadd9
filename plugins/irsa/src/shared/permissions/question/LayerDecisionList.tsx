import type { LayerDecision } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiForbidLine,
  RiIndeterminateCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { policyName } from '../../policy/policyName';
import { IconRow } from '../../ui/IconRow';
import styles from './Answer.module.css';

const DECIDED = {
  Allowed: RiCheckLine,
  ImplicitlyDenied: RiCloseCircleLine,
  ExplicitlyDenied: RiForbidLine,
};

const SILENT = {
  read: RiCheckLine,
  absent: RiIndeterminateCircleLine,
  'not-read': RiQuestionLine,
};

/** The decision of each policy layer on its own, with one line per level for SCPs and RCPs: whether the layer was read, and what it decides. */
export function LayerDecisionList(props: {
  decisions: readonly LayerDecision[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <ul className={styles.layers} aria-label={t('answer.layers')}>
      {props.decisions.map(decided => (
        <li key={`${decided.layer} ${decided.level}`}>
          <LayerLine {...decided} />
        </li>
      ))}
    </ul>
  );
}

function LayerLine(props: LayerDecision) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { layer, level, state, decision, policies = [], reason } = props;
  const name = t(`layer.${layer}`);
  const icon = decision ? DECIDED[decision] : SILENT[state];
  const isDenied = decision !== undefined && decision !== 'Allowed';
  const said = [
    ...(decision ? [t(`answer.layer.${decision}`)] : []),
    ...(decision && state === 'not-read' ? [t('answer.layer.partly')] : []),
    ...(decision ? [] : [t(`answer.layer.${state}`)]),
  ];
  return (
    <IconRow icon={icon} tone={isDenied ? 'danger' : undefined}>
      <Text variant="body-small" className={styles.layer}>
        <strong>
          {level === undefined
            ? name
            : t('layer.level', { layer: name, level })}
        </strong>
        {`: ${said.join(', ')}`}
        {policies.length > 0 && ` (${policies.map(policyName).join(', ')})`}
        {reason && ` – ${reason}`}
      </Text>
    </IconRow>
  );
}
