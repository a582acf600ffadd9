import type { StatementRef } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiFileTextLine } from '@remixicon/react';
import { policyName } from './policyName';
import { irsaTranslationRef } from '../../translation';
import styles from './StatementName.module.css';
import { useStatement } from './StatementFocus';

/** The name of a statement: policy, number, and Sid. If its document is on the page, it is a button that marks the statement there. */
export function StatementName({ statement: ref }: { statement: StatementRef }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { policy, show } = useStatement(ref);
  const words = {
    policy: policy?.name ?? policyName(ref.policy),
    number: String(ref.statement + 1),
  };
  const own = ref.sid
    ? t('statement.nameWithSid', { ...words, sid: ref.sid })
    : t('statement.name', words);
  const name =
    ref.level === undefined
      ? own
      : t('statement.attachedTo', { name: own, level: ref.level });
  if (!show) return <Text variant="body-small">{name}</Text>;
  return (
    <Button
      size="small"
      variant="secondary"
      className={styles.name}
      iconStart={<RiFileTextLine aria-hidden />}
      onPress={show}
    >
      {name}
    </Button>
  );
}
