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

/** All about one row, beside its table. Escape closes it; meanwhile the focus stays in it. */
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

/** One thing that is known, by its name. */
export interface DrawerFact {
  name: string;
  value: ReactNode;
}

/** What is known, name by name. */
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
