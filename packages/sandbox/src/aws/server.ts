import { createServer, type Server } from 'node:http';
import { addCluster } from '../company/manyAccounts';
import type { ClusterControl } from '../control/clusters';
import { answerControl, isControlRequest } from '../control/control';
import { listener } from '../server/http';
import type { World } from '../state/world';
import { answerAgent, isAgentRequest } from './eksAuth/agent';
import { answerAws } from './handler';

/** Creates the HTTP server of all AWS services and of the sandbox's own `/__sandbox/` pages. It does not listen yet. */
export function createAwsServer(
  world: World,
  clusters: ClusterControl = withoutApiServers(world),
): Server {
  return createServer(
    listener(async request => {
      if (isAgentRequest(request)) {
        return answerAgent(world, request);
      }
      return isControlRequest(request)
        ? answerControl(world, request, clusters)
        : answerAws(world, request);
    }),
  );
}

/** Returns a control that adds clusters without API servers: only EKS knows them, and nothing listens at their endpoints. */
function withoutApiServers(world: World): ClusterControl {
  return {
    addCluster: place => addCluster(world, place),
    removeCluster: async name => {
      world.clusters.delete(name);
    },
  };
}
