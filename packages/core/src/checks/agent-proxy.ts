import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { pass, undecided, warn } from './utils/answer';
import {
  andOthers,
  containerName,
  containersOf,
  templateName,
  type ContainerInPod,
} from './utils/containers';
import { patchTemplate, templateOf } from './utils/patchTemplate';
import { proxiedAgent, withAgent, type ProxiedAgent } from './utils/proxies';
import type { Check, Remediation } from './types';

interface Found extends ContainerInPod, ProxiedAgent {}

function patchOf(observed: Observed, found: Found): string[] {
  const { pod, container, lacking } = found;
  const names = lacking.length > 0 ? lacking : ['NO_PROXY'];
  const env = names.map(name => ({
    name,
    value: withAgent(container.env[name] ?? ''),
  }));
  const patch = patchTemplate(observed, pod, templateOf(container, { env }));
  return patch === undefined ? [] : [patch];
}

function remediationOf(observed: Observed, all: Found[]): Remediation {
  const commands = all.map(found => patchOf(observed, found));
  return {
    sentence: `Add 169.254.170.23 and [fd00:ec2::23] to NO_PROXY in ${templateName(
      all[0].pod,
    )}.`,
    ...(commands.every(list => list.length > 0) && {
      commands: [...new Set(commands.flat())],
    }),
  };
}

/**
 * Checks whether containers with a proxy call the EKS Pod Identity Agent without it. A missing exemption is only a warning, because not every SDK
 * uses the proxy variables.
 *
 * Source: "EKS Pod Identity considerations", Amazon EKS User Guide (pull request 878 of awsdocs/amazon-eks-user-guide).
 */
export const check: Check = {
  meta: {
    id: 'agent-proxy',
    link: 'workload',
    question:
      'Do the containers call the EKS Pod Identity Agent without a proxy?',
    symptoms: ['NoCredentialProviders', 'Unable to locate credentials'],
    requiredPermissions: ['list pods'],
    faults: ['agent-behind-proxy'],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/agent-proxy.md',
    needs: ['pods-use-service-account'],
    provedByExchange: false,
    decides: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    if (!pods) return undecided('Could not list pods.');
    const all = containersOf(pods).flatMap(inPod => {
      const proxied = proxiedAgent(inPod.container);
      return proxied ? [{ ...inPod, ...proxied }] : [];
    });
    const sure = all.filter(({ unread }) => unread === undefined);
    if (sure.length > 0) {
      const [first] = sure;
      return warn(
        `${containerName(first)} sets ${first.proxy}, and ${
          first.lacking[0] ?? 'no NO_PROXY'
        } ${first.lacking.length > 0 ? 'lacks' : 'names'} ${
          first.host
        }: SDKs that use the proxy request credentials from it instead of from the EKS Pod Identity Agent.${andOthers(
          sure,
        )}`,
        remediationOf(observed, sure),
        'agent-behind-proxy',
      );
    }
    const [unread] = all;
    return unread
      ? undecided(
          `${containerName(unread)} sets ${
            unread.proxy
          }, and NO_PROXY comes from another source (${
            unread.unread
          }), which Backstage does not read. NO_PROXY must contain ${
            unread.host
          }.`,
        )
      : pass('No container calls the EKS Pod Identity Agent through a proxy.');
  },
};
