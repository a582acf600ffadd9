import type {
  Mechanism,
  WaveKind,
  WaveRequest,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import { useCallback, useEffect, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { failureOf } from '../../../shared/ui/failure';
import { FieldError } from '../../../shared/ui/FieldError';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { FormDialog } from '../../../shared/ui/FormDialog';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import styles from './Waves.module.css';

/** The values of the form; empty if nothing is chosen. */
interface Form {
  kind: WaveKind;
  cluster: string;
  toCluster: string;
  mechanism: Mechanism | 'same';
  namespace: string;
  owner: string;
}

const EMPTY: Form = {
  kind: 'clone',
  cluster: '',
  toCluster: '',
  mechanism: 'same',
  namespace: '',
  owner: '',
};

const KINDS = ['clone', 'migrate'] as const;
const MECHANISMS = ['same', 'irsa', 'pod-identity'] as const;

/** Returns the translation key of what is wrong with the clusters; undefined if nothing is. */
function errorOf({ kind, cluster, toCluster }: Form) {
  if (kind === 'migrate') {
    return cluster === '' ? 'wave.chooseCluster' : undefined;
  }
  if (cluster === '' || toCluster === '') return 'wave.choose';
  return toCluster === cluster ? 'wave.sameCluster' : undefined;
}

function requestOf(form: Form): WaveRequest {
  const { kind, cluster, toCluster, mechanism } = form;
  const [namespace, owner] = [form.namespace.trim(), form.owner.trim()];
  return {
    ...{ kind, cluster },
    ...(kind === 'clone' && { toCluster }),
    ...(kind === 'clone' && mechanism !== 'same' && { mechanism }),
    ...(namespace !== '' && { namespace }),
    ...(owner !== '' && { owner }),
  };
}

/** The dialog that asks which IAM service accounts a wave includes, and plans the wave. */
export function NewWave(props: {
  onPlanned: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { onPlanned, onClose } = props;
  const [form, setForm] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const request = useCallback(
    () => irsaApi.createWave(requestOf(form)),
    [irsaApi, form],
  );
  const { value: planned, pending, failure, ask } = useRequest(request);
  useEffect(() => {
    // In an effect, because the user may have left the page before the answer.
    if (planned) onPlanned(planned.id);
  }, [planned, onPlanned]);
  const error = errorOf(form);
  const shown = isTried ? error : undefined;
  const plan = () => {
    setTried(true);
    if (!error) ask();
  };
  return (
    <FormDialog
      title={t('wave.newTitle')}
      confirm={t('wave.newConfirm')}
      isPending={pending}
      failure={failure && t('wave.newFailed', { message: failure.message })}
      onConfirm={plan}
      onClose={onClose}
    >
      <Text as="p" variant="body-small">
        {t('wave.newText')}
      </Text>
      <Fields
        form={form}
        error={shown}
        onChange={change => setForm(last => ({ ...last, ...change }))}
      />
      {shown && form.kind === 'clone' && <FieldError>{t(shown)}</FieldError>}
    </FormDialog>
  );
}

function Fields(props: {
  form: Form;
  error: ReturnType<typeof errorOf>;
  onChange: (change: Partial<Form>) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { form, error, onChange } = props;
  const isClone = form.kind === 'clone';
  return (
    <div className={styles.fields}>
      <Select
        label={t('wave.kind')}
        options={KINDS.map(id => ({ id, label: t(`wave.kind.${id}`) }))}
        value={form.kind}
        onChange={key => onChange({ kind: KINDS.find(kind => kind === key) })}
      />
      <ClusterSelect
        label={t('wave.cluster')}
        value={form.cluster}
        onChange={cluster => onChange({ cluster })}
        error={isClone ? undefined : error}
      />
      {isClone && (
        <>
          <ClusterSelect
            label={t('wave.toCluster')}
            value={form.toCluster}
            onChange={toCluster => onChange({ toCluster })}
          />
          <Select
            label={t('wave.mechanism')}
            options={MECHANISMS.map(id => ({
              id,
              label: t(`wave.mechanism.${id}`),
            }))}
            value={form.mechanism}
            onChange={key =>
              onChange({ mechanism: MECHANISMS.find(each => each === key) })
            }
          />
        </>
      )}
      <TextField
        label={t('wave.namespace')}
        value={form.namespace}
        onChange={namespace => onChange({ namespace })}
      />
      <TextField
        label={t('wave.owner')}
        description={t('wave.ownerHint')}
        value={form.owner}
        onChange={owner => onChange({ owner })}
      />
    </div>
  );
}

function ClusterSelect(props: {
  label: string;
  value: string;
  onChange: (cluster: string) => void;
  error?: ReturnType<typeof errorOf>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listClusters(), [irsaApi]);
  const { value, error, reload } = useLoaded(load);
  return (
    <>
      <Select
        label={props.label}
        options={(value?.items ?? []).map(({ name }) => ({
          id: name,
          label: name,
        }))}
        isInvalid={props.error !== undefined}
        value={props.value === '' ? null : props.value}
        onChange={key => props.onChange(String(key ?? ''))}
      />
      {props.error && <FieldError>{t(props.error)}</FieldError>}
      {error && (
        <FieldFailure
          text={t('field.clustersFailed', failureOf(error))}
          onRetry={reload}
        />
      )}
    </>
  );
}
