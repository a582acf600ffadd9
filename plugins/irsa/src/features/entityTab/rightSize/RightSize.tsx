import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { RiScissorsCutLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { type RightSizeState, useRightSize } from './useRightSize';
import { irsaTranslationRef } from '../../../translation';
import { OperationProgress } from '../../../shared/operation/OperationProgress';
import { Section } from '../../../shared/ui/Section';
import { PastRightSizings } from './PastRightSizings';
import { ProposalView } from './ProposalView';
import styles from './RightSize.module.css';

/** The loading state of the report, or the reason why it failed. */
function Report({ asked, shown }: RightSizeState) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { failure, pending } = asked;
  return (
    <>
      <div role="status" className={styles.status}>
        {pending && (
          <Text variant="body-small" color="secondary">
            {t(shown ? 'rightSize.updating' : 'rightSize.pending')}
          </Text>
        )}
      </div>
      {pending && !shown && <Skeleton width="100%" height="8rem" />}
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={
            shown
              ? t('rightSize.choiceFailed', { message: failure.message })
              : t('rightSize.failed')
          }
          description={
            shown
              ? undefined
              : t(
                  failure.kind === 'forbidden'
                    ? 'lastUse.forbidden'
                    : 'lastUse.failed',
                  { message: failure.message },
                )
          }
        />
      )}
    </>
  );
}

/**
 * The section "Right-size": the permissions that an account does not use, the choice of what to remove, and the previous removals. It does not
 * ask AWS before the user presses the button.
 */
export function RightSize(props: {
  account: IamServiceAccount;
  /** Whether the user may apply changes. */
  mayApply: boolean;
  /** The button that removes the whole access of an unused role. */
  remove?: ReactNode;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, mayApply, remove, onChanged } = props;
  const state = useRightSize(account.id, onChanged);
  const { asked, shown, find, apply, undo } = state;
  return (
    <Section title={t('rightSize.title')} className={styles.section}>
      <Text variant="body-small">{t('rightSize.text')}</Text>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiScissorsCutLine aria-hidden />}
        isPending={asked.pending && !shown}
        onPress={find}
      >
        {t(shown ? 'rightSize.again' : 'rightSize.find')}
      </Button>
      <Report {...state} />
      {shown && !apply.running && (
        <ProposalView
          account={account}
          proposal={shown}
          state={state}
          mayApply={mayApply}
          remove={remove}
        />
      )}
      <OperationProgress run={apply} does="rightSize.apply" />
      <PastRightSizings state={state} mayApply={mayApply} />
      <OperationProgress run={undo} does="rightSize.undo" />
    </Section>
  );
}
