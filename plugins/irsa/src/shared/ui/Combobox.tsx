import {
  Combobox as BackstageCombobox,
  type ComboboxOptionsProps,
} from '@backstage/ui';
import { useRef, useState } from 'react';
import styles from './Combobox.module.css';

/**
 * Backstage's Combobox, which shows that it has the focus, and whose list closes when the field is left. React Aria leaves the list open, and the
 * rest of the page hidden from screen readers, where Tab is pressed after the list was told to open and before it is drawn. Then another field takes
 * the place of this one: the caller has to hold the text or the value.
 */
export function Combobox(props: ComboboxOptionsProps) {
  const isOpen = useRef(false);
  const isLeft = useRef(true);
  const [key, setKey] = useState(0);
  const closeIfLeft = () => {
    if (isLeft.current && isOpen.current) {
      isOpen.current = false;
      setKey(last => last + 1);
    }
  };

  return (
    <BackstageCombobox
      key={key}
      {...props}
      className={styles.combobox}
      onFocus={event => {
        isLeft.current = false;
        props.onFocus?.(event);
      }}
      onBlur={event => {
        isLeft.current = true;
        props.onBlur?.(event);
        // React Aria closes what it knows to be open after this.
        setTimeout(closeIfLeft);
      }}
      onOpenChange={(open, trigger) => {
        isOpen.current = open;
        props.onOpenChange?.(open, trigger);
        closeIfLeft();
      }}
    />
  );
}
