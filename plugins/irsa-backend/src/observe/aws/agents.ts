import http from 'node:http';
import https from 'node:https';

/** As the AWS SDK's own. Source: "Setting maxSockets in Node.js", AWS SDK for JavaScript Developer Guide. */
const MOST_SOCKETS = 50;

/** The types of Node 22 do not name the proxy yet. */
interface ProxiedOptions extends http.AgentOptions {
  proxyEnv?: NodeJS.ProcessEnv;
}

/**
 * Agents that keep connections, and go through the proxy of the environment where that is switched on: `NODE_USE_ENV_PROXY=1` with `HTTPS_PROXY`,
 * `HTTP_PROXY` and `NO_PROXY`, from Node 22.21. Source: "Built-in Proxy Support", Node.js documentation.
 */
export function awsAgents(env: NodeJS.ProcessEnv = process.env): {
  httpAgent: http.Agent;
  httpsAgent: https.Agent;
} {
  const options: ProxiedOptions = {
    keepAlive: true,
    maxSockets: MOST_SOCKETS,
    ...(env.NODE_USE_ENV_PROXY === '1' && { proxyEnv: env }),
  };
  return {
    httpAgent: new http.Agent(options),
    httpsAgent: new https.Agent(options),
  };
}
