import type { Approval } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiHistoryLine,
  RiHourglassLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { OperationProgress } from '../../../shared/operation/OperationProgress';
import { StepChangeList } from '../../../shared/operation/StepChangeList';
import { useApplySpec } from '../../../shared/operation/useApplySpec';
import { useOperation } from '../../../shared/operation/useOperation';
import { Ago } from '../../../shared/ui/Ago';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import { Badge } from '../cells/Badge';
import { SeverityBadge } from '../cells/badges';
import styles from './Approvals.module.css';
import { type Decision, DecisionDialog } from './DecisionDialog';

const STATES = {
  pending: [RiHourglassLine, 'info'],
  approved: [RiCheckboxCircleLine, 'success'],
  rejected: [RiCloseCircleLine, 'danger'],
  lapsed: [RiHistoryLine, 'none'],
  used: [RiShieldCheckLine, 'success'],
} as const;

/** The history of an approval: who requested it and why, who decided it, and which approvers it waits for. */
function Story({ approval }: { approval: Approval }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { reason, changeNumber, decidedBy, decidedAt, decisionReason } =
    approval;
  const { moment } = useFormats();
  const { state, isMine, gate } = approval;
  const isOpen = state === 'pending' || state === 'approved';
  const lines: [id: string, line: ReactNode][] = [
    [
      'requested',
      t('approval.requested', {
        user: approval.requestedBy,
        ago: <Ago at={approval.requestedAt} />,
        rule: approval.rule,
      }),
    ],
    ['reason', reason && t('approval.reason', { reason })],
    [
      'number',
      changeNumber && t('approval.changeNumber', { number: changeNumber }),
    ],
    [
      'decided',
      decidedBy &&
        decidedAt &&
        t('approval.decided', { user: decidedBy, ago: <Ago at={decidedAt} /> }),
    ],
    [
      'decision',
      decisionReason && t('approval.reason', { reason: decisionReason }),
    ],
    [
      'waits',
      state === 'pending' &&
        (gate === undefined
          ? t('approval.waitsFor', { approvers: approval.approvers.join(', ') })
          : t('approval.waitsForGate', { gate })),
    ],
    ['mine', state === 'pending' && isMine && t('approval.mine')],
    [
      'lapses',
      isOpen &&
        t('approval.expires', { time: moment(new Date(approval.expiresAt)) }),
    ],
  ];
  return (
    <div>
      {lines.map(
        ([id, line]) =>
          line && (
            <Text as="p" variant="body-small" key={id}>
              {line}
            </Text>
          ),
      )}
    </div>
  );
}

function Risks({ risks }: Pick<Approval, 'risks'>) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (risks.length === 0) return null;
  return (
    <>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('approval.risks')}
      </Text>
      <ul className={styles.approvals}>
        {risks.map(({ id, severity, message }) => (
          <li key={`${id} ${message}`} className={styles.risk}>
            <SeverityBadge severity={severity} />
            <Text variant="body-small">{message}</Text>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The button that applies the requester's plan. Backstage asks a gate only while it applies, so a plan that waits for one has the button too. */
function ApplyAction(props: { approval: Approval; onApply: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { state, isMine, gate } = props.approval;
  const isAskable = state === 'pending' && gate !== undefined;
  if (!isMine || !(state === 'approved' || isAskable)) return null;
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={props.onApply}>
        {t(isAskable ? 'approval.applyIfApproved' : 'approval.apply')}
      </Button>
    </div>
  );
}

/** An approval: the requested plan, its state, and the actions that the user may take. */
export function ApprovalCard(props: {
  approval: Approval;
  /** Whether the URL names the approval, such as the link of a notification. */
  isChosen: boolean;
  /** Called when the user applies the plan. */
  onApply: () => void;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { isChosen } = props;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isChosen) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [isChosen]);
  const [decision, setDecision] = useState<Decision>();
  const { approval, onChanged } = props;
  const { state, cluster, namespace, mayDecide } = approval;
  const application = useOperation(useApplySpec(), onChanged);
  const name = `${namespace}/${approval.name} (${cluster})`;
  const [icon, tone] = STATES[state];
  return (
    <li
      ref={item}
      className={styles.approval}
      aria-labelledby={titleId}
      data-chosen={isChosen || undefined}
      tabIndex={isChosen ? -1 : undefined}
    >
      <div className={styles.heading}>
        <Text as="h3" variant="body-large" weight="bold" id={titleId}>
          {t('approval.of', { name })}
        </Text>
        <Badge icon={icon} tone={tone}>
          {t(`approval.state.${state}`)}
        </Badge>
      </div>
      <Story approval={approval} />
      <Risks risks={approval.risks} />
      <StepChangeList title={t('approval.steps')} steps={approval.steps} />
      {mayDecide && (
        <div className={styles.actions}>
          <Button size="small" onPress={() => setDecision('approve')}>
            {t('approval.approve')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setDecision('reject')}
          >
            {t('approval.reject')}
          </Button>
        </div>
      )}
      {!application.running && (
        <ApplyAction
          approval={approval}
          onApply={() => {
            props.onApply();
            application.start(approval.spec);
          }}
        />
      )}
      <OperationProgress run={application} />
      {decision && (
        <DecisionDialog
          approval={approval}
          name={name}
          decision={decision}
          onClose={() => setDecision(undefined)}
          onDecided={onChanged}
        />
      )}
    </li>
  );
}
