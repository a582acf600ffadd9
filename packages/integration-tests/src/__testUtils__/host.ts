import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  startSandbox,
  type ExportFiles,
  type OrganizationOptions,
  type Sandbox,
} from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import irsaPlugin from '@backstage-irsa/plugin-irsa-backend';
import { sandboxConfig } from './internals';

/** The path of the plugin's API. */
export const API = '/api/irsa/v1';

/** A sandbox and a backend that uses it. */
export interface TestHost {
  sandbox: Sandbox;
  /** The path of the kubeconfig file of the sandbox's clusters. */
  kubeconfig: string;
  backend: TestBackend;
  /** Requests as the mocked user, whose groups are `ownershipEntityRefs`. */
  put(spec: unknown, headers?: Record<string, string>): request.Test;
  get(path: string): request.Test;
  post(path: string, body: object): request.Test;
  delete(path: string, headers?: Record<string, string>): request.Test;
  stop(): Promise<void>;
}

/** Returns a user info service with the groups of each user, by entity reference. */
function userInfoOf(groups: Record<string, string[]>) {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo({ principal }: BackstageCredentials) {
        const user = principal as BackstageUserPrincipal;
        const { userEntityRef } = user;
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...(groups[userEntityRef] ?? []),
          ],
        };
      },
    }),
  });
}

async function sandboxOfItsOwn(
  given: { organization?: OrganizationOptions; exports?: ExportFiles } = {},
) {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-backend-'));
  const sandbox = await startSandbox({
    directory,
    awsPort: 0,
    clusterPorts: [0, 0],
    ...given,
  });
  return {
    sandbox,
    kubeconfig: join(directory, 'kubeconfig'),
    close: async () => {
      await sandbox.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Starts a sandbox and a backend. `features` replace the mocked services of a test backend. */
export async function startTestHost(
  options: {
    entities?: (sandbox: Sandbox) => Entity[];
    irsa?:
      | JsonObject
      | ((
          sandbox: Sandbox,
          kubeconfig: string,
        ) => JsonObject | Promise<JsonObject>);
    /** The `aws` and `irsa` sections that replace those of `sandboxConfig`. */
    sections?: (sandbox: Sandbox, kubeconfig: string) => JsonObject;
    /** The `aws` section that replaces the administrators' keys. */
    aws?: JsonObject | ((sandbox: Sandbox) => JsonObject);
    /** The role that the backend assumes in accounts without their own section. */
    serviceAccountRole?: string;
    /** The accounts and clusters of the sandbox in addition to the company's. */
    organization?: OrganizationOptions;
    /** The files that replace the company. */
    exports?: ExportFiles;
    groups?: string[];
    /** The groups of users other than the mocked one. */
    users?: Record<string, string[]>;
    /** The `backend.database` section. By default, the database is in memory. */
    database?: JsonObject;
    /** Configuration sections in addition to `aws` and `irsa`. */
    root?: JsonObject;
    /** Another replica whose sandbox this one shares. Stop it last. */
    beside?: TestHost;
    features?: BackendFeature[];
    /** A catalog that replaces the one with the entities. */
    catalog?: BackendFeature;
  } = {},
): Promise<TestHost> {
  const { sandbox, kubeconfig, close } = options.beside
    ? { ...options.beside, close: async () => {} }
    : await sandboxOfItsOwn({
        organization: options.organization,
        exports: options.exports,
      });
  const irsa =
    typeof options.irsa === 'function'
      ? await options.irsa(sandbox, kubeconfig)
      : options.irsa;
  const base =
    options.sections?.(sandbox, kubeconfig) ??
    sandboxConfig(sandbox, kubeconfig, irsa);
  const given =
    typeof options.aws === 'function' ? options.aws(sandbox) : options.aws;
  const aws = {
    ...(given ?? (base.aws as JsonObject)),
    ...(options.serviceAccountRole && {
      accountDefaults: { roleName: options.serviceAccountRole },
    }),
  };
  const backend = await startTestBackend({
    features: [
      irsaPlugin,
      mockServices.rootConfig.factory({
        data: {
          ...options.root,
          ...base,
          aws,
          ...(options.database && {
            backend: { database: options.database },
          }),
        },
      }),
      userInfoOf({
        ...options.users,
        'user:default/mock': options.groups ?? ['group:default/team'],
      }),
      options.catalog ??
        catalogServiceMock.factory({
          entities: options.entities?.(sandbox) ?? [],
        }),
      ...(options.features ?? []),
    ],
  });
  const { server } = backend;
  return {
    sandbox,
    kubeconfig,
    backend,
    put: (spec, headers = {}) =>
      request(server)
        .put(`${API}/service-accounts`)
        .set(headers)
        .send({ spec }),
    get: path => request(server).get(`${API}${path}`),
    post: (path, body) => request(server).post(`${API}${path}`).send(body),
    delete: (path, headers = {}) =>
      request(server).delete(`${API}${path}`).set(headers),
    stop: async () => {
      await backend.stop();
      await close();
    },
  };
}
