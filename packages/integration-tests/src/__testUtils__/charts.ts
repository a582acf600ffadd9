import type { ServiceAccountPatch } from '@backstage-irsa/core/model';
import { coreOf } from './coreOf';
import type { TestHost } from './host';

/** A ServiceAccount in the cluster that the tests use most. */
interface Place {
  namespace: string;
  name: string;
}

/** What Helm and Argo CD write on what they manage. */
const MARKS = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: {
    'meta.helm.sh/release-name': 'shop',
    'argocd.argoproj.io/tracking-id': 'shop:/ServiceAccount:production/x',
  },
};

/** Charts of the host's first cluster, which Argo CD installs. */
export function chartsOf({ kubeconfig }: TestHost) {
  const core = coreOf(kubeconfig);
  const read = ({ namespace, name }: Place) =>
    core.readNamespacedServiceAccount({ namespace, name });

  /** Also when it is there already, as a chart that was changed. */
  async function install(
    place: Place,
    annotations: Record<string, string> = {},
  ): Promise<void> {
    const { namespace, name } = place;
    const metadata = {
      ...{ name, namespace, labels: MARKS.labels },
      annotations: { ...MARKS.annotations, ...annotations },
    };
    const present = await read(place).catch(() => undefined);
    if (!present) {
      await core.createNamespacedServiceAccount({
        namespace,
        body: { metadata },
      });
      return;
    }
    const { uid, resourceVersion } = present.metadata ?? {};
    const body = { metadata: { ...metadata, uid, resourceVersion } };
    await core.replaceNamespacedServiceAccount({ namespace, name, body });
  }

  return {
    read,
    install,
    /** Merges what the patch sets. */
    carryOut: (place: Place, { annotations }: ServiceAccountPatch) =>
      install(
        place,
        Object.fromEntries(
          Object.entries(annotations).flatMap(([key, value]) =>
            value === null ? [] : [[key, value]],
          ),
        ),
      ),
  };
}
