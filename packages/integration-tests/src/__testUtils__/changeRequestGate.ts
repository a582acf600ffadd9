import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  irsaApprovalGatesExtensionPoint,
  type ApprovalGateDecision,
  type ApprovalGateRequest,
} from '@backstage-irsa/plugin-irsa-node';

interface ChangeRequest {
  number: string;
  /** The approval state of the change request. */
  approval: string;
  approved_by?: string;
}

/** Opens a change request for each approval, and adopts its decision. */
class ChangeRequests {
  constructor(private readonly url: string, private readonly token: string) {}

  async decide(asked: ApprovalGateRequest): Promise<ApprovalGateDecision> {
    // The ID is unique to an approval, so each change request counts once.
    const query = `correlation_id=${asked.id}`;
    const [found] = await this.#call(
      'GET',
      `?sysparm_limit=1&sysparm_query=${encodeURIComponent(query)}`,
    );
    const { number, approval, approved_by } =
      found ?? (await this.#open(asked));
    return {
      decision:
        approval === 'approved' || approval === 'rejected'
          ? approval
          : 'pending',
      // Here, the users of ServiceNow have the names of the catalog's users.
      approver: approved_by && `user:default/${approved_by}`,
      changeNumber: number,
    };
  }

  async #open(asked: ApprovalGateRequest): Promise<ChangeRequest> {
    const { cluster, namespace, name } = asked.serviceAccount;
    const [opened] = await this.#call('POST', '', {
      correlation_id: asked.id,
      short_description: `AWS access of ${namespace}/${name} in ${cluster}`,
      description: [
        `Requested by ${asked.requester}: ${asked.reason ?? 'no reason'}`,
        ...asked.steps.map(({ summary }) => `- ${summary}`),
        `Plan ${asked.digest}`,
      ].join('\n'),
    });
    return opened;
  }

  async #call(
    method: string,
    query: string,
    body?: object,
  ): Promise<ChangeRequest[]> {
    const path = `${this.url}/api/now/table/change_request${query}`;
    const answer = await fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    const { result } = await answer.json();
    return [result].flat();
  }
}

export const changeRequestGate = createBackendModule({
  pluginId: 'irsa',
  moduleId: 'change-requests',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        gates: irsaApprovalGatesExtensionPoint,
      },
      async init({ config, gates }) {
        const changes = new ChangeRequests(
          config.getString('changeRequests.url'),
          config.getString('changeRequests.token'),
        );
        gates.addGate({
          id: 'change-requests',
          decide: asked => changes.decide(asked),
        });
      },
    });
  },
});
