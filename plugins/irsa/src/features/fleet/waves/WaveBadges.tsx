import type { WaveItemState, WaveState } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowGoBackLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiForbidLine,
  RiHourglassLine,
  RiLoader4Line,
  RiPauseCircleLine,
  RiSkipForwardLine,
  RiTimeLine,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { Badge } from '../cells/Badge';

const WAVE = {
  planning: [RiHourglassLine, 'info'],
  ready: [RiTimeLine, 'none'],
  running: [RiLoader4Line, 'info'],
  paused: [RiPauseCircleLine, 'warning'],
  done: [RiCheckboxCircleLine, 'success'],
  undoing: [RiLoader4Line, 'info'],
  undone: [RiArrowGoBackLine, 'none'],
} as const;

const ITEM = {
  planning: [RiHourglassLine, 'info'],
  blocked: [RiForbidLine, 'warning'],
  pending: [RiTimeLine, 'none'],
  running: [RiLoader4Line, 'info'],
  done: [RiCheckboxCircleLine, 'success'],
  failed: [RiCloseCircleLine, 'danger'],
  skipped: [RiSkipForwardLine, 'none'],
  undone: [RiArrowGoBackLine, 'none'],
} as const;

/** The state of a wave. */
export function WaveBadge({ state }: { state: WaveState }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = WAVE[state];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`wave.state.${state}`)}
    </Badge>
  );
}

/** The state of one item of a wave. */
export function ItemBadge({ state }: { state: WaveItemState }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = ITEM[state];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`wave.item.${state}`)}
    </Badge>
  );
}
