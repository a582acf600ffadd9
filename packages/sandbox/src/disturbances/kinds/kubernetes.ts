import { AwsError } from '../../aws/protocol/error';
import {
  conflict,
  deniedByPolicy,
  expired,
  forbidden,
} from '../../kubernetes/status';
import type { RequestInfo } from '../../kubernetes/server/requestInfo';
import type { Kind } from '../kind';

function subjectOf(request: RequestInfo) {
  return request.kind === 'resource'
    ? { group: request.group, kind: request.resource, name: request.name }
    : { group: '', kind: '', name: request.path };
}

/** A write conflict, as on an object that many controllers update, or on a role that Terraform is changing at the same time. */
export const conflicting: Kind = {
  aws: service =>
    service === 'iam'
      ? new AwsError(
          'ConcurrentModification',
          409,
          'The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.',
        )
      : undefined,
  kubernetes: request =>
    conflict(
      subjectOf(request),
      'the object has been modified; please apply your changes to the latest version and try again',
    ),
};

/** A list whose continue token has expired. First pages are served. */
export const expiredList: Kind = {
  kubernetes: request =>
    request.kind === 'resource' && request.query.has('continue')
      ? expired(
          'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
        )
      : undefined,
};

/** A denial, regardless of RBAC. */
export const denied: Kind = {
  kubernetes: request =>
    forbidden(subjectOf(request), 'the request was disturbed'),
};

/** A write that a ValidatingAdmissionPolicy of the cluster denies. */
export const deniedByAdmission: Kind = {
  kubernetes: request =>
    deniedByPolicy(subjectOf(request), 'the request was disturbed'),
};
