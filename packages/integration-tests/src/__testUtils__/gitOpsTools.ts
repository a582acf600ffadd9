import {
  PatchStrategy,
  setHeaderOptions,
  type CoreV1Api,
  type V1ManagedFieldsEntry,
  type V1ServiceAccount,
} from '@kubernetes/client-node';

/** A ServiceAccount as defined in Git. */
export interface InGit {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** One reconciliation by a tool: updates the ServiceAccount to match Git, in the tool's own way. */
export type Reconcile = (core: CoreV1Api, git: InGit) => Promise<void>;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const manifestOf = ({ namespace, name, labels, annotations }: InGit) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace, name, labels, annotations },
});

async function live(
  core: CoreV1Api,
  { namespace, name }: InGit,
): Promise<V1ServiceAccount | undefined> {
  const { items } = await core.listNamespacedServiceAccount({ namespace });
  return items.find(({ metadata }) => metadata?.name === name);
}

/** Returns a merge patch that sets the keys in Git and removes those that Git no longer has. */
function withNulls(
  before: Record<string, string> = {},
  now: Record<string, string> = {},
): Record<string, string | null> {
  const gone = Object.keys(before).filter(key => !(key in now));
  return { ...now, ...Object.fromEntries(gone.map(key => [key, null])) };
}

/** A three-way merge of the last applied state, Git, and the cluster, as `kubectl apply` and a client-side sync of Argo CD send it. */
const clientSide =
  (fieldManager: string): Reconcile =>
  async (core, git) => {
    const { namespace, name } = git;
    const text = JSON.stringify(manifestOf(git));
    const annotations = { ...git.annotations, [LAST_APPLIED]: text };
    const found = await live(core, git);
    if (!found) {
      const body = manifestOf({ ...git, annotations });
      await core.createNamespacedServiceAccount({
        ...{ namespace, body, fieldManager },
      });
      return;
    }
    const last = found.metadata?.annotations?.[LAST_APPLIED];
    const before = last ? JSON.parse(last).metadata : {};
    const metadata = {
      labels: withNulls(before.labels, git.labels),
      annotations: {
        ...withNulls(before.annotations, git.annotations),
        [LAST_APPLIED]: text,
      },
    };
    await core.patchNamespacedServiceAccount(
      { namespace, name, fieldManager, body: { metadata } },
      setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
    );
  };

type Fields = { [key: string]: Fields };

const union = (a: Fields, b: Fields): Fields =>
  Object.entries(b).reduce(
    (all, [key, inner]) => ({ ...all, [key]: union(all[key] ?? {}, inner) }),
    a,
  );

/** Rewrites `managedFields` so that the tool takes over other managers' fields. The tool then removes those that are not in Git. */
async function takeOver(
  core: CoreV1Api,
  git: InGit,
  manager: string,
  takes: (manager: string) => boolean,
): Promise<void> {
  const { managedFields = [], resourceVersion } =
    (await live(core, git))?.metadata ?? {};
  const isOwn = (entry: V1ManagedFieldsEntry) =>
    entry.manager === manager && entry.operation === 'Apply';
  const taken = managedFields.filter(entry => takes(entry.manager ?? ''));
  if (taken.length === 0) return;
  const own = managedFields.filter(isOwn);
  const fieldsV1 = [...own, ...taken].reduce<Fields>(
    (all, entry) => union(all, entry.fieldsV1 as Fields),
    {},
  );
  const value = [
    ...managedFields.filter(
      entry => !own.includes(entry) && !taken.includes(entry),
    ),
    { ...taken[0], manager, operation: 'Apply', fieldsV1 },
  ];
  const { namespace, name } = git;
  await core.patchNamespacedServiceAccount(
    {
      namespace,
      name,
      body: [
        { op: 'replace', path: '/metadata/managedFields', value },
        {
          op: 'replace',
          path: '/metadata/resourceVersion',
          value: resourceVersion,
        },
      ],
    },
    setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
  );
}

/** Server-side apply, with or without force, after taking over other managers' fields. */
const serverSide =
  (
    fieldManager: string,
    options: { force: boolean; takes?: (manager: string) => boolean },
  ): Reconcile =>
  async (core, git) => {
    const { namespace, name } = git;
    const { force, takes = () => false } = options;
    await takeOver(core, git, fieldManager, takes);
    await core.patchNamespacedServiceAccount(
      { namespace, name, fieldManager, force, body: manifestOf(git) },
      setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
    );
  };

const isKubectl = (manager: string) => manager.startsWith('kubectl');
const BEFORE = 'before-first-apply';

/**
 * Argo CD 3.6, Flux (kustomize-controller 1.9.4, helm-controller 1.6.3), and Helm 4 with the field managers, force options, and takeovers from their
 * sources and manuals.
 */
export const TOOLS: Record<string, Reconcile> = {
  'Argo CD by client-side apply': clientSide('argocd-controller'),
  'Argo CD by server-side apply': serverSide('argocd-controller', {
    force: true,
    takes: manager => [BEFORE, 'kubectl-client-side-apply'].includes(manager),
  }),
  "Flux's kustomize-controller": serverSide('kustomize-controller', {
    force: true,
    takes: manager => isKubectl(manager) || manager === BEFORE,
  }),
  "Flux's helm-controller": serverSide('helm-controller', { force: true }),
  'Helm 4': serverSide('helm', { force: false }),
};
