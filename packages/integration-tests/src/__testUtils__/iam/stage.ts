import type { CoreV1Api } from '@kubernetes/client-node';
import type { Account, IamRole } from '@backstage-irsa/sandbox';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import type request from 'supertest';
import { coreOf } from '../coreOf';
import type { TestHost } from '../host';
import { specOf } from '../core';
import { PROD } from './files';

/** A refused request, after which the rest of a scenario makes no sense. */
class RefusedError extends Error {}

/** The environment of a scenario: its requests to the backend, and changes by others. */
export class Stage {
  #told: string[] = [];

  constructor(
    readonly host: TestHost,
    /** A part of every name, so that a scenario can run again. */
    readonly turn: string,
  ) {}

  /** All responses of the backend. */
  get told(): string {
    return this.#told.join('\n');
  }

  /** Returns the body of a response. */
  async ask(asked: request.Test) {
    const { status, body } = await asked;
    this.#told.push(JSON.stringify(body));
    if (status >= 400) throw new RefusedError(JSON.stringify(body));
    return body;
  }

  /** Runs a scenario to its end, or to the first refusal. Returns whether it reached its end. */
  async play(scenario: (stage: Stage) => Promise<void>): Promise<boolean> {
    try {
      await scenario(this);
      return true;
    } catch (error) {
      if (error instanceof RefusedError) return false;
      throw error;
    }
  }

  spec(name: string, change: Partial<IamServiceAccountSpec> = {}) {
    return specOf({
      name: `${name}-${this.turn}`,
      grants: [{ service: 's3', access: 'write', resource: 'orders-uploads' }],
      ...change,
    });
  }

  put(spec: IamServiceAccountSpec) {
    return this.ask(this.host.put(spec));
  }

  /** Creates an IAM service account. Returns its ID. */
  async make(spec: IamServiceAccountSpec): Promise<string> {
    return (await this.put(spec)).serviceAccount.id;
  }

  get(path: string) {
    return this.ask(this.host.get(path));
  }

  post(path: string, body: object) {
    return this.ask(this.host.post(path, body));
  }

  remove(id: string) {
    return this.ask(this.host.delete(`/service-accounts/${id}`));
  }

  verify(id: string, live = false) {
    return this.post(`/service-accounts/${id}/verifications`, { live });
  }

  get account(): Account {
    return this.host.sandbox.world.accounts.get(PROD)!;
  }

  /** Returns the role of an IAM service account. */
  async roleOf(id: string): Promise<IamRole> {
    const { roleArn } = await this.get(`/service-accounts/${id}`);
    return [...this.account.roles.values()].find(({ arn }) => arn === roleArn)!;
  }

  /** Returns a client of the cluster's API with administrator access. */
  core(): CoreV1Api {
    return coreOf(this.host.kubeconfig);
  }
}
