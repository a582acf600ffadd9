import { type ComponentProps, forwardRef } from 'react';
import styles from './CodeBlock.module.css';

/** Code, commands or a document. It scrolls where it is long, by the keyboard too. */
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
