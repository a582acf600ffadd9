import type { ObservedContainer } from '../../model/observed';
import { agentHostOf } from './credentialSources';

/** The agent is asked over HTTP. Most programs take either name of a variable. */
const PROXY = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
const NO_PROXY = ['NO_PROXY', 'no_proxy'];

/** Hosts of the agent, as NO_PROXY names them. Source: "Understand how EKS Pod Identity works", Amazon EKS User Guide. */
const AGENT_HOSTS = ['169.254.170.23', '[fd00:ec2::23]'];

/** What of a container sends its requests to the agent by way of a proxy. */
export interface ProxiedAgent {
  /** The variable that names the proxy. */
  proxy: string;
  host: string;
  /** The variables that leave the agent out; none when neither is set. */
  lacking: string[];
  /** Where a variable gets its value that is not in the pod. */
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

/** Whether a range such as `169.254.0.0/16` holds the address. */
function isInRange(range: string, host: string): boolean {
  const [network, bits] = range.split('/');
  // Ranges of IPv6 are not read: one is taken to be meant.
  if (host.startsWith('[')) return network.includes(':');
  const [from, address] = [numberOf(network), numberOf(host)];
  const size = 2 ** (32 - Number(bits));
  return (
    from !== undefined &&
    address !== undefined &&
    Math.floor(from / size) === Math.floor(address / size)
  );
}

/** Whether the value of NO_PROXY keeps a host from the proxy. */
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

/** Undefined where the container asks the agent directly, as far as the pod tells. */
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

/** The value of NO_PROXY with the agent's hosts beside what it has. */
export function withAgent(value: string): string {
  const entries = value.split(/[\s,]+/).filter(entry => entry !== '');
  return [...new Set([...entries, ...AGENT_HOSTS])].join(',');
}
