import { valueOf } from '../../model/observation';
import { AGENT_NAME, AGENT_PODS } from '../../model/podIdentityAgent';
import type { Observed, ObservedAgent } from '../../model/observed';
import { command } from '../../model/shell';
import type { Remediation } from '../types';

const LABELS = ['-n', AGENT_PODS.namespace, '-l', AGENT_PODS.labelSelector];

/** The address of the agent for pods that use IPv6. */
const BY_IPV6 = /\[fd00:ec2::23\]/;

/** Flags that make the agent listen on IPv4 only. Source: "Disable IPv6 in the EKS Pod Identity Agent", Amazon EKS User Guide. */
const IPV4_ONLY = { '-b': '169.254.170.23' };

/** Builds an AWS CLI command for the agent's add-on. */
export function addonCommand(
  verb: 'create' | 'describe' | 'update',
  { eksName, region }: Pick<Observed['config'], 'eksName' | 'region'>,
  ...more: string[]
): string {
  return command(
    ...['aws', 'eks', `${verb}-addon`, '--cluster-name', eksName],
    ...['--addon-name', AGENT_NAME, '--region', region],
    ...more,
  );
}

/** Explains why the agent certainly gives no credentials: it is installed, but none of its pods is ready. */
export function agentFailure({ pods }: ObservedAgent): string | undefined {
  const { ready, reason } = valueOf(pods) ?? {};
  return ready === 'none'
    ? `No pod of the EKS Pod Identity Agent is ready (${reason}), so that pods get no credentials.`
    : undefined;
}

/** Recommends how to fix pods of the agent that do not run. The cause is only in their logs. */
export function agentRemediation(
  observed: Observed,
  agent: ObservedAgent,
): Remediation {
  const log = command('kubectl', 'logs', ...LABELS, '--tail', '5');
  const change =
    agent.addonStatus === undefined
      ? 'install the chart with agent.additionalArgs.-b=169.254.170.23'
      : 'configure the add-on';
  const update = listenOnIpv4(observed, agent);
  return {
    sentence: `Find the cause in their log (${log}). "listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address": the nodes have no IPv6, so ${change} to listen on IPv4 only. "bind: address already in use": another program uses port 80 on the nodes and must release it. Failing probes: something on the nodes blocks the kubelet from port 2703.`,
    ...(update !== undefined && { commands: [update] }),
  };
}

/** Makes the add-on listen on IPv4 only and keeps its other configuration; undefined if pods use IPv6 or the configuration is not JSON. */
function listenOnIpv4(
  { config, pods }: Observed,
  { addonStatus, configurationValues }: ObservedAgent,
): string | undefined {
  const asked = (valueOf(pods) ?? []).flatMap(({ containers }) =>
    containers.map(({ env }) => env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? ''),
  );
  const values = parse(configurationValues);
  if (!addonStatus || !values || asked.some(uri => BY_IPV6.test(uri))) {
    return undefined;
  }
  const agent = objectOf(values.agent);
  const additionalArgs = { ...objectOf(agent.additionalArgs), ...IPV4_ONLY };
  const changed = { ...values, agent: { ...agent, additionalArgs } };
  return addonCommand(
    'update',
    config,
    '--configuration-values',
    JSON.stringify(changed),
  );
}

function parse(text = '{}'): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
