import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import { irsaTranslationRef } from '../../translation';
import styles from '../../features/entityTab/EntityAccessContent.module.css';

/** The sections of the tab, in their order; each is the anchor of its part of the URL. */
export const SECTIONS = [
  'chain',
  'permissions',
  'workloads',
  'history',
] as const;

/** The name of a section, also after the # of the URL. */
export type SectionName = (typeof SECTIONS)[number];

/** A place that the URL leads to by `#<name>`. */
export function SectionAnchor(props: {
  name: SectionName;
  children: ReactNode;
}) {
  return (
    <div id={props.name} tabIndex={-1} className={styles.anchor}>
      {props.children}
    </div>
  );
}

/** A section of the tab under its heading. */
export function TabSection(props: { name: SectionName; children: ReactNode }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  return (
    <SectionAnchor name={props.name}>
      <section aria-labelledby={titleId} className={styles.section}>
        <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
          {t(`tab.${props.name}`)}
        </Text>
        {props.children}
      </section>
    </SectionAnchor>
  );
}
