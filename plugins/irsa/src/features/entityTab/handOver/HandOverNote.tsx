import type {
  Delivery,
  HandOverTarget,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiGitPullRequestLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { OperationProgress } from '../../../shared/operation/OperationProgress';
import { RenderedFiles } from '../../../shared/operation/files/RenderedFiles';
import { useApply } from '../../../shared/operation/useApply';
import { useMayChangeManager } from '../../../shared/serviceAccount/useCanEdit';
import { Ago } from '../../../shared/ui/Ago';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { Note } from '../../../shared/ui/Note';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';

interface NoteProps {
  account: IamServiceAccount;
  delivery: Delivery;
  onChanged: () => void;
}

/** The files of the pull request, read when they are asked for. */
function Files({ account, delivery }: NoteProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const to =
    delivery.state === 'returning'
      ? 'backstage'
      : (delivery.format as HandOverTarget);
  const request = useCallback(
    () => irsaApi.handOverServiceAccount(account.id, to),
    [irsaApi, account.id, to],
  );
  const { value, failure, pending, ask } = useRequest(request);
  if (value) {
    const { files, notes } = value;
    return (
      <RenderedFiles
        rendering={{ format: delivery.format, files, notes, violations: [] }}
      />
    );
  }
  return (
    <>
      <div>
        <Button
          size="small"
          variant="secondary"
          isPending={pending}
          onPress={() => ask()}
        >
          {t('handOver.files')}
        </Button>
      </div>
      {failure && (
        <FieldFailure
          text={t('files.failed', { message: failure.message })}
          onRetry={ask}
        />
      )}
    </>
  );
}

/** Ends it: what was not taken over yet stays where it is, and what came back is ours again. */
function Ending({ account, delivery, onChanged }: NoteProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const mayEnd = useMayChangeManager(account);
  const application = useApply(onChanged);
  const cancel = useCallback(async () => {
    await irsaApi.cancelHandOver(account.id);
    onChanged();
  }, [irsaApi, account.id, onChanged]);
  const { failure, pending, ask } = useRequest(cancel);
  const { spec } = account;
  if (!mayEnd) return null;
  return (
    <>
      <Flex gap="2">
        {delivery.state === 'returning' && spec && (
          <Button
            size="small"
            variant="primary"
            isPending={application.running}
            onPress={() => application.start(spec)}
          >
            {t('handOver.finish')}
          </Button>
        )}
        <Button
          size="small"
          variant="secondary"
          isPending={pending}
          onPress={() => ask()}
        >
          {t('handOver.cancel')}
        </Button>
      </Flex>
      {failure && (
        <FieldFailure
          text={t('handOver.cancelFailed', { message: failure.message })}
          onRetry={ask}
        />
      )}
      <OperationProgress run={application} />
    </>
  );
}

/** A hand-over that has begun: what is waited for, the files of the pull request, and how it is ended. Nothing otherwise. */
export function HandOverNote(props: {
  account: IamServiceAccount;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onChanged } = props;
  const { delivery } = account;
  if (delivery?.state !== 'handing-over' && delivery?.state !== 'returning') {
    return null;
  }
  const format = t(`format.${delivery.format}`);
  const shown = { account, delivery, onChanged };
  return (
    <Note
      label={t('handOver.label')}
      icon={RiGitPullRequestLine}
      title={t(`handOver.state.${delivery.state}`, {
        format,
        ago: <Ago at={delivery.since} />,
      })}
      tone="info"
    >
      <Text as="p" variant="body-small">
        {t(`handOver.next.${delivery.state}`, { format })}
      </Text>
      <Files {...shown} />
      <Ending {...shown} />
    </Note>
  );
}
