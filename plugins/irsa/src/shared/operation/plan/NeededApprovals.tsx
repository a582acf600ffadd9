import type { NeededApproval } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiUserFollowLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { Note } from '../../ui/Note';

/** The approvals that a plan needs before it is applied. Renders nothing if it needs none. */
export function NeededApprovals(props: {
  approvals: readonly NeededApproval[] | undefined;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { approvals = [] } = props;
  if (approvals.length === 0) return null;
  const title = t('approval.neededTitle');
  return (
    <Note label={title} icon={RiUserFollowLine} title={title} tone="info">
      {approvals.map(({ rule, approvers, gate }) => (
        <Text as="p" variant="body-small" key={rule}>
          {gate === undefined
            ? t('approval.needed', { approvers: approvers.join(', '), rule })
            : t('approval.neededGate', { gate, rule })}
        </Text>
      ))}
    </Note>
  );
}
