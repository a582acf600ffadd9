import type { Finding } from '@backstage-irsa/core/model';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiExternalLinkLine, RiHandHeartLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { VerifyAgain } from '../table/VerifyAgain';
import { AcceptDialog } from './AcceptDialog';
import { issueUrl } from './issue';
import { useMayAccept } from './useMayAccept';

/** Returns what to verify for the findings: IAM service accounts individually, everything else through the scan of its cluster or AWS account. */
function sourcesOf(findings: readonly Finding[]) {
  const accounts = new Set<string>();
  const scopes = new Set<string>();
  for (const { subject } of findings) {
    if (subject.kind === 'service-account') accounts.add(subject.id);
    else if (['role', 'oidc-provider'].includes(subject.kind)) {
      scopes.add(`account:${subject.accountId}`);
    } else scopes.add(`cluster:${subject.cluster}`);
  }
  return { accounts: [...accounts], scopes: [...scopes] };
}

/** The actions for several findings at once: accept them, verify them again, and create an issue. */
export function FindingActions(props: {
  findings: readonly Finding[];
  /** Called after an action. Gets the text to show if its result comes later. */
  onDone: (started?: string) => void;
  /** Called if an action succeeded for some of the findings only. */
  onPart: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const template = useApi(configApiRef).getOptionalString(
    'irsa.findings.issueUrl',
  );
  const mayAccept = useMayAccept();
  const [isAccepting, setAccepting] = useState(false);
  const { findings, onDone, onPart } = props;
  const sources = useMemo(() => sourcesOf(findings), [findings]);
  return (
    <>
      {mayAccept && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiHandHeartLine aria-hidden />}
          onPress={() => setAccepting(true)}
        >
          {t('selection.accept')}
        </Button>
      )}
      <VerifyAgain {...sources} {...{ onDone, onPart }} />
      {template !== undefined && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiExternalLinkLine aria-hidden />}
          target="_blank"
          rel="noopener noreferrer"
          href={issueUrl(template, {
            title: t('selection.issueTitle', { count: findings.length }),
            findings,
            page: window.location.href,
          })}
        >
          {t('selection.issue')}
        </ButtonLink>
      )}
      {isAccepting && (
        <AcceptDialog
          findings={findings}
          onClose={() => setAccepting(false)}
          onAccepted={onDone}
          onPart={onPart}
        />
      )}
    </>
  );
}
