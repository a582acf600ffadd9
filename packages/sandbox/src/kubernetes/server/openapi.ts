import type { JsonObject } from '../json';
import { resourceDefinitions } from '../resources';
import type { ResourceDefinition } from '../resources/definition';
import { apiVersionOf } from '../resources/definition';
import { servedGroupVersions } from './discovery';

/**
 * Serves `/openapi/v3` and its documents, which declare the patchable objects, and support for dry runs and field validation. kubectl reads them
 * before it uses either. Returns undefined for a path that has no document.
 */
export function openApi(path: string): JsonObject | undefined {
  if (path === '/openapi/v3') {
    return {
      paths: Object.fromEntries(
        servedGroupVersions().map(groupVersion => [
          rootPath(groupVersion),
          { serverRelativeURL: `/openapi/v3/${rootPath(groupVersion)}` },
        ]),
      ),
    };
  }
  const root = path.slice('/openapi/v3/'.length);
  return servedGroupVersions().some(known => rootPath(known) === root)
    ? document(root)
    : undefined;
}

function rootPath(groupVersion: { group: string; version: string }): string {
  const prefix = groupVersion.group === '' ? 'api' : 'apis';
  return `${prefix}/${apiVersionOf(groupVersion)}`;
}

const PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(
  name => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string' },
  }),
);

function document(root: string): JsonObject {
  const here = resourceDefinitions.filter(
    definition => rootPath(definition) === root,
  );
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.32.3' },
    paths: Object.fromEntries(
      here.map(definition => [
        `/${root}/${definition.namespaced ? 'namespaces/{namespace}/' : ''}${
          definition.resource
        }/{name}`,
        { patch: patchOperation(definition) },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        here.map(definition => [
          `${root.replaceAll('/', '.')}.${definition.kind}`,
          {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            'x-kubernetes-group-version-kind': [gvk(definition)],
          },
        ]),
      ),
    },
  };
}

function patchOperation(definition: ResourceDefinition): JsonObject {
  return {
    operationId: `patch${definition.kind}`,
    parameters: PARAMETERS,
    responses: { '200': { description: 'OK' } },
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': gvk(definition),
  };
}

function gvk({ group, version, kind }: ResourceDefinition): JsonObject {
  return { group, version, kind };
}
