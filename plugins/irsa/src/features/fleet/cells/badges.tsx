import type {
  AccessStatus,
  ClusterSetupStep,
  IdentitySource,
  Finding,
  NodeRole,
  Scope,
  Severity,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAlarmWarningLine,
  RiAlertLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiGroupLine,
  RiHandHeartLine,
  RiHistoryLine,
  RiHourglassLine,
  RiInformationLine,
  RiKey2Line,
  RiKeyLine,
  RiLoaderLine,
  RiLockLine,
  RiQuestionLine,
  RiRadioButtonLine,
  RiServerLine,
  RiShieldCheckLine,
  RiShieldCrossLine,
  RiTimeLine,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { Badge, type Tone } from './Badge';

const SEVERITY = {
  critical: [RiAlarmWarningLine, 'danger'],
  high: [RiAlertLine, 'danger'],
  medium: [RiErrorWarningLine, 'warning'],
  low: [RiInformationLine, 'info'],
} as const;

/** Returns the tone of a severity, for elements other than badges. */
export const severityTone = (severity: Severity): Tone => SEVERITY[severity][1];

/** The severity of a finding or risk. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = SEVERITY[severity];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`severity.${severity}`)}
    </Badge>
  );
}

const STATUS = {
  verified: [RiShieldCheckLine, 'success'],
  checksPass: [RiCheckboxCircleLine, 'success'],
  provedBefore: [RiHistoryLine, 'info'],
  settling: [RiHourglassLine, 'info'],
  degraded: [RiErrorWarningLine, 'warning'],
  broken: [RiCloseCircleLine, 'danger'],
  cutOff: [RiShieldCrossLine, 'danger'],
  pending: [RiHourglassLine, 'info'],
  unverified: [RiTimeLine, 'info'],
  unknown: [RiQuestionLine, 'info'],
} as const;

/** The status of an IAM service account. */
export function FleetStatusBadge({ status }: { status: AccessStatus }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = STATUS[status];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`status.${status}`)}
    </Badge>
  );
}

const IDENTITY_SOURCE = {
  'service-account-role': [RiKey2Line, 'success'],
  'node-role': [RiServerLine, 'warning'],
  'static-keys': [RiKeyLine, 'danger'],
  none: [RiForbidLine, 'none'],
  unknown: [RiQuestionLine, 'info'],
} as const;

/** Returns the tone of an identity source, for elements other than badges. */
export const identitySourceTone = (identitySource: IdentitySource): Tone =>
  IDENTITY_SOURCE[identitySource][1];

/** The source of a workload's AWS identity. */
export function IdentitySourceBadge(props: {
  identitySource: IdentitySource;
  /** The text to show instead of the name. */
  children?: ReactNode;
}) {
  const { identitySource, children } = props;
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = IDENTITY_SOURCE[identitySource];
  return (
    <Badge icon={icon} tone={tone}>
      {children ?? t(`identitySource.${identitySource}`)}
    </Badge>
  );
}

const STATE = {
  open: [RiRadioButtonLine, 'warning'],
  accepted: [RiHandHeartLine, 'info'],
  resolved: [RiCheckboxCircleLine, 'success'],
} as const;

/** The state of a finding. */
export function FindingStateBadge({ state }: { state: Finding['state'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = STATE[state];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`findingState.${state}`)}
    </Badge>
  );
}

const REACH = {
  'all-pods': [RiGroupLine, 'danger'],
  'host-network-only': [RiLockLine, 'success'],
  unknown: [RiQuestionLine, 'info'],
} as const;

/** The pods that can reach the role of their node. */
export function ReachBadge({ reach }: { reach: NodeRole['reach'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = REACH[reach];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`reach.${reach}`)}
    </Badge>
  );
}

const SCOPE = {
  never: [RiHourglassLine, 'info'],
  current: [RiCheckboxCircleLine, 'success'],
  stale: [RiErrorWarningLine, 'warning'],
  scanning: [RiLoaderLine, 'info'],
} as const;

const SETUP = {
  done: [RiCheckboxCircleLine, 'success'],
  missing: [RiErrorWarningLine, 'warning'],
  optional: [RiInformationLine, 'info'],
  unknown: [RiQuestionLine, 'info'],
} as const;

/** The state of a setup step of a cluster. */
export function SetupBadge({ state }: Pick<ClusterSetupStep, 'state'>) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = SETUP[state];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`setupState.${state}`)}
    </Badge>
  );
}

/** The scan state of a cluster or account. */
export function ScopeBadge({ state }: { state: Scope['state'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = SCOPE[state];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`scopeState.${state}`)}
    </Badge>
  );
}
