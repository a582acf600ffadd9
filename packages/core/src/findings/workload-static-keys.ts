import { keyHolders, keySource, removeKeys } from '../checks/utils/keyHolders';
import type { GovernanceCheck } from './types';

/** Checks whether a workload is free of static AWS keys, regardless of its ServiceAccount. */
export const check: GovernanceCheck<'workload'> = {
  meta: {
    id: 'workload-static-keys',
    subject: 'workload',
    title: 'Workload uses static AWS keys',
    question: 'Are the containers free of static AWS keys?',
    requiredPermissions: ['list pods'],
    docs: 'docs/reference/findings/workload-static-keys.md',
  },
  run({ facts }) {
    const { cluster, namespace, name, pods } = facts;
    const holders = keyHolders(pods);
    if (holders.length === 0) return [];
    const sources = new Map(
      holders.map(place => [place.container.name, keySource(place)]),
    );
    const [[container, source]] = sources;
    const { sentence, commands } = removeKeys(namespace, holders);
    return [
      {
        severity: 'high',
        impact:
          'Keys that do not expire: anyone who reads them once keeps their permissions.',
        message: `Container ${container} of ${namespace}/${name} in ${cluster} gets static AWS keys from ${source}: SDKs use them before any role.`,
        facts: [...sources].map(([label, value]) => ({ label, value })),
        extent: [...sources].map(pair => pair.join(': ')),
        remediation: sentence,
        ...(commands && { commands }),
        fault: 'static-keys',
      },
    ];
  },
};
