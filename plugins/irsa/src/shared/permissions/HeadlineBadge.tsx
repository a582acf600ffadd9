import { Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiInformationLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { LayersRead } from './layersRead';
import styles from './Headline.module.css';

const ICONS = {
  all: RiCheckboxCircleLine,
  some: RiInformationLine,
  none: RiQuestionLine,
  absent: RiCloseCircleLine,
};

/** The one sentence that says how reliable the permissions are. */
export function HeadlineBadge(props: {
  extent: LayersRead['extent'];
  words: string;
}) {
  const Icon = ICONS[props.extent];
  return (
    <div className={styles.badge} data-extent={props.extent}>
      <Icon aria-hidden size={20} />
      <Text as="p" weight="bold">
        {props.words}
      </Text>
    </div>
  );
}
