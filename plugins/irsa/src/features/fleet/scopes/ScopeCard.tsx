import type { Scope } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useCallback, useId } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';
import { scopeCounts } from './scopeCounts';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../../shared/ui/FieldError';
import { Ago } from '../../../shared/ui/Ago';
import { WithCode } from '../../../shared/ui/WithCode';
import { ScopeBadge } from '../cells/badges';
import { FactList } from '../drawer/Drawer';
import styles from './Scopes.module.css';

function useScopeFacts(scope: Scope) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { kind, accountId, region, completedAt, changesReadAt, durationMs } =
    scope;
  const isCounted = scope.awsCalls !== undefined;
  return [
    ...(kind === 'cluster'
      ? [{ name: t('column.awsAccount'), value: accountId }]
      : []),
    ...(region ? [{ name: t('scope.region'), value: region }] : []),
    {
      name: t('scope.lastScan'),
      value: completedAt ? <Ago at={completedAt} /> : t('scope.never'),
    },
    ...(changesReadAt === undefined
      ? []
      : [{ name: t('scope.lastEvent'), value: <Ago at={changesReadAt} /> }]),
    ...(durationMs === undefined
      ? []
      : [
          {
            name: t('scope.took'),
            value: t(isCounted ? 'scope.tookWithCalls' : 'scope.seconds', {
              seconds: number(durationMs / 1000),
              aws: number(scope.awsCalls ?? 0),
              kubernetes: number(scope.kubernetesCalls ?? 0),
            }),
          },
        ]),
    ...scopeCounts(scope).map(({ name, count }) => ({
      name: t(`scopeCount.${name}`),
      value: number(count),
    })),
  ];
}

/** Why the data of a scope is not current. */
function ScopeNotes({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { completedAt, staleSince, reason, missingPermission } = scope;
  return (
    <>
      {staleSince && (
        <Text as="p" variant="body-small">
          {completedAt
            ? t('scope.stale', { ago: <Ago at={completedAt} /> })
            : t('scope.noneFinished')}
        </Text>
      )}
      {reason && (
        <Text as="p" variant="body-small">
          <WithCode text={reason} />
        </Text>
      )}
      {missingPermission && (
        <Text as="p" variant="body-small">
          {t('scope.missingPermission', {
            right: <code>{missingPermission}</code>,
          })}
        </Text>
      )}
    </>
  );
}

/** A cluster or AWS account: how current its data is, why it is not current, and a button to scan it now. */
export function ScopeCard(props: {
  scope: Scope;
  /** Whether the user requested a scan that has not started yet. */
  isRequested: boolean;
  /** Gets the scope from the answer to a requested scan. */
  onAsked: (scope: Scope) => void;
  /** Opens the setup of the cluster. */
  onSetup: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const titleId = useId();
  const { scope, onAsked } = props;
  const { id, name, state } = scope;
  const request = useCallback(async () => {
    onAsked(await irsaApi.startScan(id));
  }, [irsaApi, id, onAsked]);
  const { pending, failure, ask } = useRequest(request);
  const facts = useScopeFacts(scope);
  return (
    <li className={styles.scope} aria-labelledby={titleId}>
      <div className={styles.heading}>
        <Text as="h3" variant="body-large" weight="bold" id={titleId}>
          {name}
        </Text>
        <ScopeBadge state={state} />
      </div>
      <ScopeNotes scope={scope} />
      <FactList facts={facts} />
      <div className={styles.action}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiRefreshLine aria-hidden />}
          aria-label={t('scope.scanOf', { name })}
          isPending={pending || state === 'scanning'}
          onPress={ask}
        >
          {t('scope.scan')}
        </Button>
        {scope.kind === 'cluster' && (
          <Button
            size="small"
            variant="secondary"
            aria-label={t('scope.setupOf', { name })}
            onPress={props.onSetup}
          >
            {t('scope.setup')}
          </Button>
        )}
      </div>
      {props.isRequested && (
        <Text as="p" variant="body-small" role="status">
          {t('scope.requested')}
        </Text>
      )}
      {failure && (
        <FieldError>
          {t('scope.scanFailed', { message: failure.message })}
        </FieldError>
      )}
    </li>
  );
}
