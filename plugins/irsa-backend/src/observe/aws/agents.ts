import http from 'node:http';
import https from 'node:https';

/** The default of the AWS SDK. Source: "Setting maxSockets in Node.js", AWS SDK for JavaScript Developer Guide. */
const MOST_SOCKETS = 50;

/** Adds `proxyEnv`, which the types of Node.js 22 lack. */
interface ProxiedOptions extends http.AgentOptions {
  proxyEnv?: NodeJS.ProcessEnv;
}

/**
 * Creates agents that keep connections open. They use the proxy of the environment if it is switched on: `NODE_USE_ENV_PROXY=1` with `HTTPS_PROXY`,
 * `HTTP_PROXY`, and `NO_PROXY`, from Node.js 22.21. Source: "Built-in Proxy Support", Node.js documentation.
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
