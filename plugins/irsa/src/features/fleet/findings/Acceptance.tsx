import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Button, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';
import { useMayAccept } from './useMayAccept';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';
import { AcceptDialog } from './AcceptDialog';

function Accepted(props: { acceptance: NonNullable<Finding['acceptance']> }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day } = useFormats();
  const { by, reason, at, until } = props.acceptance;
  return (
    <>
      <Text as="p" className={styles.sentence}>
        {t('accept.accepted', {
          by: <EntityRefLink entityRef={by} />,
          ago: <Ago at={at} />,
          until: day(new Date(until)),
        })}
      </Text>
      <Text as="p" className={styles.sentence}>
        {t('accept.acceptedReason', { reason })}
      </Text>
    </>
  );
}

function Reopen(props: { id: string; onChanged: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id, onChanged } = props;
  const request = useCallback(async () => {
    await irsaApi.reopenFinding(id);
    onChanged();
  }, [irsaApi, id, onChanged]);
  const { pending, failure, ask } = useRequest(request);
  return (
    <>
      <div>
        <Button variant="secondary" isPending={pending} onPress={ask}>
          {t('accept.reopen')}
        </Button>
      </div>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('accept.reopenFailed', { message: failure.message })}
        />
      )}
    </>
  );
}

/**
 * The acceptance of a finding: who accepted it, why, and until when. Users who may can accept or reopen the finding; others with the permission see
 * why they may not. Renders nothing if there is nothing to show or do.
 */
export function Acceptance(props: { finding: Finding; onChanged: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const mayAccept = useMayAccept();
  const [isOpen, setOpen] = useState(false);
  const { finding, onChanged } = props;
  const { id, state, acceptance, acceptanceRefusal } = finding;
  const isAllowed = mayAccept && acceptanceRefusal === undefined;
  const isOffered = isAllowed && state === 'open';
  const refusal = mayAccept ? acceptanceRefusal : undefined;
  if (!acceptance && !isOffered && refusal === undefined) return null;
  return (
    <Section title={t('accept.title')}>
      {acceptance && <Accepted acceptance={acceptance} />}
      {isAllowed && state === 'accepted' && (
        <Reopen id={id} onChanged={onChanged} />
      )}
      {refusal !== undefined && (
        <Text as="p" variant="body-small">
          {refusal}
        </Text>
      )}
      {isOffered && (
        <>
          <Text as="p" variant="body-small">
            {t('accept.text')}
          </Text>
          <div>
            <Button variant="secondary" onPress={() => setOpen(true)}>
              {t('accept.button')}
            </Button>
          </div>
        </>
      )}
      {isOpen && (
        <AcceptDialog
          findings={[finding]}
          onClose={() => setOpen(false)}
          onAccepted={onChanged}
          onPart={onChanged}
        />
      )}
    </Section>
  );
}
