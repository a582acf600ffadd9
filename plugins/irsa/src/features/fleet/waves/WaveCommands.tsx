import type { Wave } from '@backstage-irsa/core/model';
import { stateAfter, type WaveCommand } from '@backstage-irsa/core/waves';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
} from '@backstage/ui';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { FormDialog } from '../../../shared/ui/FormDialog';
import { saveFile } from '../../../shared/ui/saveFile';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import styles from './Waves.module.css';

type Confirmed = Exclude<WaveCommand, 'pause'>;

const CONFIRMED: readonly Confirmed[] = ['start', 'resume', 'undo'];

/** The buttons for the commands that a wave accepts in its state, and for its report. All commands except pause need a confirmation. */
export function WaveCommands(props: { wave: Wave; onChanged: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { wave, onChanged } = props;
  const { id, state, counts, undoing = false } = wave;
  const [asked, setAsked] = useState<Confirmed>();
  const tell = useCallback(
    async (command: WaveCommand) => {
      await irsaApi[`${command}Wave`](id);
      setAsked(undefined);
      onChanged();
    },
    [irsaApi, id, onChanged],
  );
  const { pending, failure, ask, reset } = useRequest(tell);
  const can = (command: WaveCommand) =>
    stateAfter(command, { state, undoing, counts }) !== undefined;
  const message =
    failure && t('wave.commandFailed', { message: failure.message });
  return (
    <div className={styles.commands}>
      {can('pause') && (
        <Button
          size="small"
          variant="secondary"
          isPending={pending}
          onPress={() => ask('pause')}
        >
          {t('wave.pause')}
        </Button>
      )}
      {CONFIRMED.filter(can).map(command => (
        <Button
          key={command}
          size="small"
          variant={command === 'undo' ? 'secondary' : 'primary'}
          onPress={() => {
            // The dialog must not show why the last command failed.
            reset();
            setAsked(command);
          }}
        >
          {t(`wave.${command}`)}
        </Button>
      ))}
      <ReportMenu id={id} />
      {message !== undefined && !asked && (
        <Alert role="alert" status="danger" icon title={message} />
      )}
      {asked && (
        <ConfirmDialog
          wave={wave}
          command={asked}
          isPending={pending}
          failure={message}
          onConfirm={() => ask(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

/** The dialog that explains a command before it runs. */
function ConfirmDialog(props: {
  wave: Wave;
  command: Confirmed;
  isPending: boolean;
  failure: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { wave, command, ...dialog } = props;
  const { kind, toCluster = '', counts } = wave;
  const text = {
    start: () => t('wave.startText'),
    resume: () => t('wave.resumeText'),
    undo: () =>
      kind === 'clone'
        ? t('wave.undoText.clone', { toCluster })
        : t('wave.undoText.migrate'),
  };
  return (
    <FormDialog
      {...dialog}
      title={t(`wave.${command}Title`)}
      confirm={
        command === 'start'
          ? t('wave.startConfirm', { count: counts.pending })
          : t(`wave.${command}Confirm`)
      }
    >
      <Text as="p" variant="body-small">
        {text[command]()}
      </Text>
    </FormDialog>
  );
}

/** The menu that downloads all items of the wave as a file. */
function ReportMenu({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const save = useCallback(
    async (format: 'csv' | 'markdown') => {
      const file = await irsaApi.exportWave(id, format);
      saveFile(file, `wave-${id}.${format === 'csv' ? 'csv' : 'md'}`);
    },
    [irsaApi, id],
  );
  const { pending, failure, ask } = useRequest(save);
  return (
    <>
      <MenuTrigger>
        <Button size="small" variant="secondary" isPending={pending}>
          {t('wave.report')}
        </Button>
        <Menu
          onAction={format => ask(format === 'markdown' ? 'markdown' : 'csv')}
        >
          <MenuItem id="csv">{t('table.csv')}</MenuItem>
          <MenuItem id="markdown">{t('wave.markdown')}</MenuItem>
        </Menu>
      </MenuTrigger>
      {failure && (
        <Alert role="alert" status="danger" icon title={failure.message} />
      )}
    </>
  );
}
