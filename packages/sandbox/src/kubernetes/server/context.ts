import type { KubeApi } from '../api';
import type { AuthenticateAwsToken } from '../access/authentication';
import type { Writer } from '../fields/managedFields';
import type { Json, JsonObject } from '../json';
import type { User } from '../access/user';
import type { ResourceRequest } from './requestInfo';

/** A request for a resource, after authentication and authorization. */
export interface Context {
  api: KubeApi;
  user: User;
  request: ResourceRequest;
  headers: {
    accept?: string;
    /** The media type of the body. */
    contentType: string;
    userAgent?: string;
  };
  body: Buffer;
  authenticateAwsToken?: AuthenticateAwsToken;
}

/** The response to a request. */
export interface Reply {
  status: number;
  body: Json;
  /** Messages for people, sent in `Warning` headers (RFC 9111). */
  warnings?: string[];
}

export function ok(body: JsonObject, status = 200): Reply {
  return { status, body };
}

export function isDryRun({ request }: Context, body?: JsonObject): boolean {
  const given = body?.dryRun;
  return (
    request.query.getAll('dryRun').includes('All') ||
    (Array.isArray(given) && given.includes('All'))
  );
}

/** Returns the manager of the fields that a request sets: `fieldManager`, or else the name of the client. */
export function writerOf({ request, headers }: Context): Writer {
  const agent = (headers.userAgent ?? '').split('/')[0];
  return {
    manager: request.query.get('fieldManager') || agent || 'unknown',
    operation: 'Update',
    ...(request.subresource && { subresource: request.subresource }),
  };
}
