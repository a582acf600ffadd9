import type { Approval } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { WithCode } from '../../../shared/ui/WithCode';
import { LoadFailure } from '../../../shared/ui/LoadFailure';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { FleetSection } from '../FleetSection';
import { ApprovalCard } from './ApprovalCard';
import styles from './Approvals.module.css';
import { BreakGlass } from './BreakGlass';

const isOpen = ({ state }: Approval) =>
  state === 'pending' || state === 'approved';

function Approvals(props: {
  title: string;
  approvals: readonly Approval[];
  onApply: (id: string) => void;
  onChanged: () => void;
}) {
  const [query] = useSearchParams();
  const { title, approvals, onApply, onChanged } = props;
  if (approvals.length === 0) return null;
  return (
    <>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title} ({approvals.length})
      </Text>
      <ul className={styles.approvals} aria-label={title}>
        {approvals.map(approval => (
          <ApprovalCard
            key={approval.id}
            approval={approval}
            isChosen={query.get('id') === approval.id}
            onApply={() => onApply(approval.id)}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </>
  );
}

/** The tab "Approvals": the approvals that the user requested or can decide. */
export function ApprovalsContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listApprovals(), [irsaApi]);
  const { value, error, reload } = useLoaded(load);
  // What the user applies stays in its place although it is no longer open, so that its card shows the result.
  const [applied, setApplied] = useState<readonly string[]>([]);
  const isHere = (approval: Approval) =>
    isOpen(approval) || applied.includes(approval.id);
  const apply = (id: string) => setApplied(last => [...last, id]);
  if (error) {
    return (
      <FleetSection>
        <LoadFailure
          title={t('approval.failed')}
          forbidden={message => t('fleet.refused', { message })}
          missing={message => t('fleet.missing', { message })}
          error={error}
          onRetry={reload}
        />
      </FleetSection>
    );
  }
  if (!value) {
    return (
      <FleetSection>
        <VisuallyHidden role="status">{t('approval.loading')}</VisuallyHidden>
        <Skeleton width="100%" height={180} />
      </FleetSection>
    );
  }
  const { items } = value;
  return (
    <FleetSection>
      <BreakGlass list={value} onOpened={reload} />
      {items.length === 0 && (
        <Text>
          <WithCode text={t('approval.none')} />
        </Text>
      )}
      <Approvals
        title={t('approval.open')}
        approvals={items.filter(isHere)}
        onApply={apply}
        onChanged={reload}
      />
      <Approvals
        title={t('approval.done')}
        approvals={items.filter(each => !isHere(each))}
        onApply={apply}
        onChanged={reload}
      />
    </FleetSection>
  );
}
