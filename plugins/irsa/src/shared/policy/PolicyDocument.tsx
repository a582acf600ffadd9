import type { PolicyText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useEffect, useMemo, useRef } from 'react';
import { policyLines } from './policyLines';
import { irsaTranslationRef } from '../../translation';
import { CodeBlock } from '../viewer/CodeBlock';
import { PolicyErrors } from './PolicyErrors';
import { PolicyHeading } from './PolicyHeading';
import styles from './PolicyDocument.module.css';
import { useMarkedStatement } from './StatementFocus';

/** One policy as JSON with line numbers. Marks and scrolls to the statement that the user selected. */
export function PolicyDocument({ policy }: { policy: PolicyText }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const code = useRef<HTMLPreElement>(null);
  const firstMarked = useRef<HTMLSpanElement>(null);
  const { lines, statements } = useMemo(() => policyLines(policy), [policy]);
  const marked = useMarkedStatement(policy);
  const range = marked && statements[marked.statement];

  useEffect(() => {
    if (!marked) return;
    code.current?.focus({ preventScroll: true });
    (firstMarked.current ?? code.current)?.scrollIntoView({ block: 'center' });
  }, [marked]);

  return (
    <div className={styles.policy}>
      <PolicyHeading policy={policy} text={lines.join('\n')} />
      <PolicyErrors errors={policy.errors} />
      <Text as="p" role="status" variant="body-small">
        {range &&
          t('policy.marked', {
            number: String(marked.statement + 1),
            line: String(range.first + 1),
          })}
      </Text>
      <CodeBlock
        ref={code}
        className={styles.code}
        role="region"
        aria-label={t('policy.document', { name: policy.name })}
      >
        <code className={styles.lines}>
          {lines.map((line, index) => {
            const isMarked =
              range && range.first <= index && index <= range.last;
            return (
              <span
                // Lines have no identity other than their number.
                // eslint-disable-next-line react/no-array-index-key
                key={index}
                ref={range?.first === index ? firstMarked : undefined}
                className={styles.line}
                data-marked={isMarked || undefined}
              >
                {line}
                {'\n'}
              </span>
            );
          })}
        </code>
      </CodeBlock>
    </div>
  );
}
