import type {
  RightSizeProposal,
  RightSizeService,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
  RiScissorsCutLine,
} from '@remixicon/react';
import type { Choice } from './useRightSize';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import badges from '../../../shared/chain/StatusBadge.module.css';
import styles from './RightSize.module.css';

const ICONS = {
  keep: RiCheckboxCircleLine,
  narrow: RiScissorsCutLine,
  drop: RiErrorWarningLine,
  undecided: RiQuestionLine,
};

/** The colors of the statuses with a similar meaning. */
const TONES = {
  keep: 'verified',
  narrow: 'unknown',
  drop: 'degraded',
  undecided: 'unknown',
};

function DecisionBadge({ service }: { service: RightSizeService }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { decision, confidence } = service;
  const Icon = ICONS[decision];
  const word = t(`rightSize.decision.${decision}`);
  return (
    <span className={badges.badge} data-status={TONES[decision]}>
      <Icon aria-hidden size={16} />
      {decision === 'drop'
        ? t('rightSize.unused', {
            decision: word,
            confidence: t(`rightSize.confidence.${confidence}`),
          })
        : word}
    </span>
  );
}

/** Returns the list with or without a service. */
function withOrWithout(list: string[], service: string, isIn: boolean) {
  const rest = list.filter(one => one !== service);
  return isIn ? [...rest, service].sort() : rest;
}

function Boxes(props: {
  service: RightSizeService;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { service, choice, onChoose } = props;
  const { service: name, title, decision, keepReason, unusedActions } = service;
  if (keepReason !== undefined || decision === 'keep') return null;
  const { drop, narrow } = choice;
  if (decision === 'narrow') {
    const actions = unusedActions ?? [];
    return (
      <Checkbox
        isSelected={narrow.includes(name)}
        onChange={isIn =>
          onChoose({ drop, narrow: withOrWithout(narrow, name, isIn) })
        }
      >
        {t('rightSize.narrow', {
          count: actions.length,
          service: title,
          actions: actions.join(', '),
        })}
      </Checkbox>
    );
  }
  return (
    <Checkbox
      isSelected={drop.includes(name)}
      onChange={isIn =>
        onChoose({ drop: withOrWithout(drop, name, isIn), narrow })
      }
    >
      {t('rightSize.drop', { service: title })}
    </Checkbox>
  );
}

function ServiceItem(props: {
  service: RightSizeService;
  choice: Choice;
  onChoose?: (choice: Choice) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { service, choice, onChoose } = props;
  const { title, reason, sources, keepReason, unusedSince } = service;
  return (
    <li className={styles.service} data-decision={service.decision}>
      <div className={styles.name}>
        <Text as="span" variant="body-medium" weight="bold">
          {title}
        </Text>
        <DecisionBadge service={service} />
      </div>
      <Text as="p" variant="body-small">
        {unusedSince && service.decision === 'drop'
          ? t('rightSize.since', { reason, ago: <Ago at={unusedSince} /> })
          : reason}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('rightSize.source', { sources: sources.join('; ') })}
      </Text>
      {keepReason !== undefined && (
        <Text as="p" variant="body-small">
          {t('rightSize.keepReason', { reason: keepReason })}
        </Text>
      )}
      {onChoose && (
        <Boxes service={service} choice={choice} onChoose={onChoose} />
      )}
    </li>
  );
}

/** The order of the decisions: removals first, used services last. */
const ORDER = ['drop', 'narrow', 'undecided', 'keep'];

/** The services with the facts about their use. If `onChoose` is set, each removable service has a checkbox. */
export function ServiceChoices(props: {
  proposal: RightSizeProposal;
  choice: Choice;
  onChoose?: (choice: Choice) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { proposal, choice, onChoose } = props;
  const services = [...proposal.services].sort(
    (a, b) => ORDER.indexOf(a.decision) - ORDER.indexOf(b.decision),
  );
  if (services.length === 0) return null;
  return (
    <ul className={styles.services} aria-label={t('rightSize.services')}>
      {services.map(service => (
        <ServiceItem
          key={service.service}
          service={service}
          choice={choice}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}
