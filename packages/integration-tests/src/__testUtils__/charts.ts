import type { ServiceAccountPatch } from '@backstage-irsa/core/model';
import { coreOf } from './coreOf';
import type { TestHost } from './host';

/** A ServiceAccount in the cluster that the tests use most. */
interface Place {
  namespace: string;
  name: string;
}

/** The metadata that Helm and Argo CD set on the objects that they manage. */
const MARKS = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: {
    'meta.helm.sh/release-name': 'shop',
    'argocd.argoproj.io/tracking-id': 'shop:/ServiceAccount:production/x',
  },
};

/** Returns functions that act as Argo CD on charts of the host's first cluster. */
export function chartsOf({ kubeconfig }: TestHost) {
  const core = coreOf(kubeconfig);
  const read = ({ namespace, name }: Place) =>
    core.readNamespacedServiceAccount({ namespace, name });

  /** Installs the chart's ServiceAccount, or replaces it like a changed chart. */
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
    /** Installs the chart with the annotations that the patch sets. */
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
