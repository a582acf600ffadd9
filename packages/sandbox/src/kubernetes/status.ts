import type { JsonObject } from './json';

/** One invalid field of an object (Kubernetes API Conventions, "Response Status Kind"). */
export interface Cause {
  reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueNotFound'
    | 'FieldValueNotSupported'
    | 'FieldValueTooLong'
    | 'FieldManagerConflict'
    | 'NamespaceTerminating';
  field: string;
  message: string;
}

/** The object that an error is about. `kind` is the plural name for most errors, and the kind for `Invalid`. */
export interface ErrorSubject {
  group: string;
  kind: string;
  name?: string;
}

/** An error that the client sees as a `Status` object. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: ErrorSubject & {
      causes?: (Partial<Cause> & Pick<Cause, 'message'>)[];
    },
  ) {
    super(message);
  }

  /** Returns the `Status` object that is sent to the client. */
  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details && {
        details: {
          ...(this.details.name && { name: this.details.name }),
          ...(this.details.group !== '' && { group: this.details.group }),
          ...(this.details.kind !== '' && { kind: this.details.kind }),
          ...(this.details.causes && {
            causes: this.details.causes.map(cause => ({ ...cause })),
          }),
        },
      }),
      code: this.code,
    };
  }
}

function qualified({ kind, group }: ErrorSubject): string {
  return group === '' ? kind : `${kind}.${group}`;
}

export function notFound(subject: ErrorSubject): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualified(subject)} "${subject.name}" not found`,
    subject,
  );
}

export function alreadyExists(subject: ErrorSubject): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualified(subject)} "${subject.name}" already exists`,
    subject,
  );
}

export function conflict(subject: ErrorSubject, why: string): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject)} "${
      subject.name
    }": ${why}`,
    subject,
  );
}

export function invalid(subject: ErrorSubject, causes: Cause[]): StatusError {
  const texts = causes.map(cause => `${cause.field}: ${cause.message}`);
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new StatusError(
    422,
    'Invalid',
    `${qualified(subject)} "${subject.name ?? ''}" is invalid: ${text}`,
    { ...subject, causes },
  );
}

export function forbidden(
  subject: ErrorSubject,
  why: string,
  causes?: Cause[],
): StatusError {
  const name = subject.name ? ` "${subject.name}"` : '';
  return new StatusError(
    403,
    'Forbidden',
    `${qualified(subject)}${name} is forbidden: ${why}`,
    { ...subject, ...(causes && { causes }) },
  );
}

/**
 * Returns the error for a denial by a ValidatingAdmissionPolicy whose validation states no reason. Source: apiserver,
 * `plugin/policy/validating/dispatcher.go`.
 */
export function deniedByPolicy(
  subject: ErrorSubject,
  why: string,
): StatusError {
  const message = `ValidatingAdmissionPolicy 'sandbox.example.com' with binding 'sandbox-binding.example.com' denied request: ${why}`;
  return new StatusError(
    422,
    'Invalid',
    `${qualified(subject)} "${subject.name}" is forbidden: ${message}`,
    { ...subject, causes: [{ message }] },
  );
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

/** Returns the error for an unknown path or a resource that this cluster does not serve. */
export function noSuchResource(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
  );
}

export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
  );
}

export function unsupportedMediaType(accepted: string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

/** Returns the error for a watch or paged list whose history is no longer available. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}
