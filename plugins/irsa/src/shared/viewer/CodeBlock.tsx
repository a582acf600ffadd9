import { type ComponentProps, forwardRef } from 'react';
import styles from './CodeBlock.module.css';

/** A block of code, commands, or a document. Long content scrolls, also by keyboard. */
export const CodeBlock = forwardRef<HTMLPreElement, ComponentProps<'pre'>>(
  ({ className = '', ...props }, ref) => (
    <pre
      {...props}
      ref={ref}
      className={`${styles.code} ${className}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    />
  ),
);
