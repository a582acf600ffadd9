import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../translation';
import { Section } from './Section';
import styles from './TabSection.module.css';

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
  return (
    <SectionAnchor name={props.name}>
      <Section title={t(`tab.${props.name}`)}>{props.children}</Section>
    </SectionAnchor>
  );
}
