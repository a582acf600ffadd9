import type {
  IamServiceAccount,
  RightSizeProposal,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { PermissionChanges } from '../../../shared/operation/plan/PermissionChanges';
import { Violations } from '../../../shared/operation/plan/Violations';
import type { RightSizeState } from './useRightSize';
import { changingSteps } from '../../../shared/operation/plan/changingSteps';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { StepChangeList } from '../../../shared/operation/StepChangeList';
import { FilesOfSpec } from '../../../shared/operation/files/FilesOfSpec';
import { ManualStepsView } from './ManualStepsView';
import styles from './RightSize.module.css';
import { ServiceChoices } from './ServiceChoices';

interface Props {
  account: IamServiceAccount;
  proposal: RightSizeProposal;
  state: RightSizeState;
  mayApply: boolean;
  remove?: ReactNode;
}

/** A note that the role was never used, with the button to remove it. */
function Deletion({ account, proposal, remove }: Props) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { deletion } = proposal;
  if (!deletion) return null;
  const { confidence, reason } = deletion;
  const next = account.spec
    ? t('rightSize.deletePlan')
    : t('rightSize.deleteElsewhere');
  return (
    <Alert
      status="warning"
      icon
      title={t('rightSize.delete', {
        confidence: t(`rightSize.confidence.${confidence}`),
      })}
      description={`${reason} ${next}`}
      customActions={remove}
    />
  );
}

/** The changes from the chosen removals, and the button that applies them. */
function Plan({ account, proposal, state, mayApply }: Props) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { choice, asked, apply } = state;
  const { plan } = proposal;
  const count = new Set([...choice.drop, ...choice.narrow]).size;
  if (count === 0) {
    return <Text variant="body-small">{t('rightSize.nothingChosen')}</Text>;
  }
  const steps = changingSteps(plan?.steps ?? []);
  const isReady = plan?.violations.length === 0 && steps.length > 0;
  return (
    <div className={styles.part} aria-busy={asked.pending}>
      {plan && (
        <Violations violations={plan.violations} warnings={plan.warnings} />
      )}
      {plan?.permissions && (
        <PermissionChanges permissions={plan.permissions} />
      )}
      {steps.length > 0 && (
        <StepChangeList title={t('rightSize.changes')} steps={steps} />
      )}
      {mayApply ? (
        <Button
          variant="primary"
          isDisabled={!isReady || asked.pending || Boolean(asked.failure)}
          isPending={apply.running}
          onPress={apply.start}
        >
          {t('rightSize.button', { count })}
        </Button>
      ) : (
        <Text variant="body-small">
          {t(account.cutOff ? 'rightSize.cutOff' : 'rightSize.notYours')}
        </Text>
      )}
    </div>
  );
}

/** The method for applying a proposal: a plan, a pull request, or manual steps. */
function Way(props: Props) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, proposal } = props;
  const { method, spec, manual } = proposal;
  const format = account.delivery?.format;
  return (
    <>
      {method === 'plan' && <Plan {...props} />}
      {method === 'pull-request' && spec && format && (
        <div className={styles.part}>
          <Text as="h4" variant="body-medium" weight="bold">
            {t('files.title')}
          </Text>
          <FilesOfSpec spec={spec} format={format} />
        </div>
      )}
      {manual && manual.commands.length > 0 && (
        <ManualStepsView manual={manual} />
      )}
    </>
  );
}

/** The permissions that a role does not need, service by service, and how to remove them. */
export function ProposalView(props: Props) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { proposal, state } = props;
  const { at, roleCreatedAt, services, notes = [] } = proposal;
  const { method, methodReason } = proposal;
  const isAllUsed = services.every(({ decision }) => decision === 'keep');
  return (
    <>
      <Text variant="body-small" color="secondary">
        {t('rightSize.report', {
          ago: <Ago at={at} />,
          age: <Ago at={roleCreatedAt} />,
        })}
      </Text>
      <Deletion {...props} />
      {methodReason && !isAllUsed && (
        <Alert
          status="info"
          icon
          title={t('rightSize.unchangeable')}
          description={methodReason}
        />
      )}
      <ServiceChoices
        proposal={proposal}
        choice={state.choice}
        onChoose={method === 'none' ? undefined : state.choose}
      />
      {notes.map(note => (
        <Text key={note} variant="body-small">
          {note}
        </Text>
      ))}
      {isAllUsed ? (
        <Text variant="body-small" weight="bold">
          {t(services.length > 0 ? 'rightSize.none' : 'rightSize.noServices')}
        </Text>
      ) : (
        <Way {...props} />
      )}
    </>
  );
}
