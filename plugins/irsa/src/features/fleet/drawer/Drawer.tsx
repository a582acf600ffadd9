import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { type ReactNode, useRef } from 'react';
import { useKeptFocus } from '../../../shared/ui/useKeptFocus';
import { SlowNotice } from '../../../shared/ui/SlowNotice';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import styles from './Drawer.module.css';

function DrawerBody({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  useKeptFocus(body);
  return (
    <DialogBody ref={body} className={styles.body}>
      {children}
      <SlowNotice />
    </DialogBody>
  );
}

/** The details of one row, beside its table. Escape closes the drawer. While it is open, the focus stays inside. */
export function Drawer(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => !isOpen && props.onClose()}
      className={`${styles.drawer} ${surfaceStyles.surface}`}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DrawerBody>{props.children}</DrawerBody>
    </Dialog>
  );
}

/** A named fact. */
export interface DrawerFact {
  name: string;
  value: ReactNode;
}

/** A list of named facts. */
export function FactList({ facts }: { facts: readonly DrawerFact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <FactPair key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactPair({ name, value }: DrawerFact) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
