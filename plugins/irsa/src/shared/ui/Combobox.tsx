import {
  Combobox as BackstageCombobox,
  type ComboboxOptionsProps,
} from '@backstage/ui';
import { useRef, useState } from 'react';
import styles from './Combobox.module.css';

/**
 * Backstage's Combobox with a visible focus and a list that closes when the field loses focus. If the user presses Tab after the list was told to
 * open and before it is rendered, React Aria leaves the list open and hides the rest of the page from screen readers. In that case, this component
 * replaces the field with a new one, so the caller must control the text or the value.
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
        // Run after React Aria has closed the list that it knows to be open.
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
