import { createServer, type Server } from 'node:http';
import { answerControl, isControlRequest } from '../control/control';
import { listener } from '../server/http';
import type { World } from '../state/world';
import { answerAgent, isAgentRequest } from './eksAuth/agent';
import { answerAws } from './handler';

/** The HTTP server of all AWS services and of the sandbox's own state pages; not listening yet. */
export function createAwsServer(world: World): Server {
  return createServer(
    listener(async request => {
      if (isAgentRequest(request)) {
        return answerAgent(world, request);
      }
      return isControlRequest(request)
        ? answerControl(world, request)
        : answerAws(world, request);
    }),
  );
}
