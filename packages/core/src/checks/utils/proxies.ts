import type { ObservedContainer } from '../../model/observed';
import { agentHostOf } from './credentialSources';

/** The proxy variables that apply to the agent, which is called over HTTP. Most programs accept both spellings. */
const PROXY = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
const NO_PROXY = ['NO_PROXY', 'no_proxy'];

/** Hosts of the agent, as NO_PROXY lists them. Source: "Understand how EKS Pod Identity works", Amazon EKS User Guide. */
const AGENT_HOSTS = ['169.254.170.23', '[fd00:ec2::23]'];

/** The settings of a container that send its requests to the agent through a proxy. */
export interface ProxiedAgent {
  /** The variable that names the proxy. */
  proxy: string;
  host: string;
  /** The NO_PROXY variables whose known value does not exempt the agent; empty if there is none. */
  lacking: string[];
  /** The NO_PROXY variable whose value is not in the pod, or the Secret or ConfigMap that can contain one. */
  unread?: string;
}

function isSet({ env, envSources }: ObservedContainer, name: string): boolean {
  return envSources[name] !== undefined || (env[name] ?? '') !== '';
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  return parts.length === 4 && parts.every(part => part >= 0 && part < 256)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
}

/** Whether a range such as `169.254.0.0/16` contains the address. */
function isInRange(range: string, host: string): boolean {
  const [network, bits] = range.split('/');
  // IPv6 ranges are not parsed. Any of them is assumed to match.
  if (host.startsWith('[')) return network.includes(':');
  const [from, address] = [numberOf(network), numberOf(host)];
  const size = 2 ** (32 - Number(bits));
  return (
    from !== undefined &&
    address !== undefined &&
    Math.floor(from / size) === Math.floor(address / size)
  );
}

/** Whether the value of NO_PROXY exempts a host from the proxy. */
export function exempts(value: string, host: string): boolean {
  const plain = host.replace(/[[\]]/g, '');
  return value
    .split(/[\s,]+/)
    .map(entry => entry.toLocaleLowerCase('en-US'))
    .some(
      entry =>
        entry === '*' ||
        entry.replace(/[[\]]/g, '') === plain ||
        (entry.includes('/') && isInRange(entry, host)),
    );
}

/** Returns undefined if the container calls the agent directly, as far as the pod shows. */
export function proxiedAgent(
  container: ObservedContainer,
): ProxiedAgent | undefined {
  const host = agentHostOf(container);
  const proxy = PROXY.find(name => isSet(container, name));
  if (host === undefined || proxy === undefined) return undefined;
  const named = NO_PROXY.filter(name => isSet(container, name));
  const read = named.filter(name => container.envSources[name] === undefined);
  const lacking = read.filter(name => !exempts(container.env[name], host));
  if (named.length > 0 && lacking.length === 0 && read.length > 0) {
    return undefined;
  }
  const [source] = container.envFrom;
  const unread =
    named.find(name => !read.includes(name)) ??
    (named.length === 0 ? source?.name : undefined);
  return {
    ...{ proxy, host, lacking },
    ...(lacking.length === 0 && unread !== undefined && { unread }),
  };
}

/** Adds the agent's hosts to a value of NO_PROXY. */
export function withAgent(value: string): string {
  const entries = value.split(/[\s,]+/).filter(entry => entry !== '');
  return [...new Set([...entries, ...AGENT_HOSTS])].join(',');
}
