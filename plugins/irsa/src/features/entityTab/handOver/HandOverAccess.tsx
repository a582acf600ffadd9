import type {
  HandOverTarget,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import { RiGitPullRequestLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import {
  useMayHandOver,
  useMayTakeBack,
} from '../../../shared/serviceAccount/useMay';
import { FormDialog } from '../../../shared/ui/FormDialog';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import { HAND_OVER_TOOLS, type HandOverTool } from './tools';

/** The dialog that selects the new manager and starts the hand-over. The page then shows a note with the next steps. */
function HandOverDialog(props: {
  account: IamServiceAccount;
  isReturn: boolean;
  onStarted: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, isReturn, onStarted, onClose } = props;
  const irsaApi = useApi(irsaApiRef);
  const [tool, setTool] = useState<HandOverTool>('terraform');
  const to: HandOverTarget = isReturn ? 'backstage' : tool;
  const request = useCallback(async () => {
    await irsaApi.handOverServiceAccount(account.id, to);
    onClose();
    onStarted();
  }, [irsaApi, account.id, to, onClose, onStarted]);
  const { pending, failure, ask } = useRequest(request);
  const does = isReturn ? 'back' : 'away';
  return (
    <FormDialog
      title={t(`handOver.title.${does}`, { account: accountLabel(account) })}
      confirm={t(`handOver.confirm.${does}`)}
      isPending={pending}
      failure={failure && t('handOver.failed', { message: failure.message })}
      onConfirm={ask}
      onClose={onClose}
    >
      <Text as="p" variant="body-small">
        {t(`handOver.text.${does}`)}
      </Text>
      {!isReturn && (
        <Select
          label={t('handOver.tool')}
          options={HAND_OVER_TOOLS.map(id => ({
            id,
            label: t(`format.${id}`),
          }))}
          value={tool}
          onChange={key => setTool(key as HandOverTool)}
        />
      )}
    </FormDialog>
  );
}

/**
 * The button that hands an account that Backstage manages over to a Git-based tool, or takes one back from it. Hidden if the user may do neither
 * now.
 */
export function HandOverAccess(props: {
  account: IamServiceAccount;
  /** Whether the mode or a freeze of the cluster forbids it. */
  isRefused: boolean;
  onStarted: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onStarted } = props;
  const [isOpen, setOpen] = useState(false);
  const mayHandOver = useMayHandOver(account);
  const isReturn = useMayTakeBack(account);
  const close = useCallback(() => setOpen(false), []);
  if (props.isRefused || (!mayHandOver && !isReturn)) return null;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiGitPullRequestLine aria-hidden />}
        onPress={() => setOpen(true)}
      >
        {t(`handOver.button.${isReturn ? 'back' : 'away'}`)}
      </Button>
      {isOpen && (
        <HandOverDialog
          account={account}
          isReturn={isReturn}
          onStarted={onStarted}
          onClose={close}
        />
      )}
    </>
  );
}
