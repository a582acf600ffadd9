import {
  type Field,
  integer,
  list,
  optional,
  structure,
  text,
} from '../protocol/fields';

const NAME_PATTERN = /^[\w+=,.@-]+$/;
const NAME_RULE =
  'It must contain only alphanumeric characters and/or the following: +=,.@_-';

function name(max: number): Field<string> {
  return text({
    min: 1,
    max,
    pattern: NAME_PATTERN,
    says: field => `The specified value for ${field} is invalid. ${NAME_RULE}`,
  });
}

export const roleName = name(64);
export const policyName = name(128);

export const path = text({
  min: 1,
  max: 512,
  pattern: /^(\/|\/[\u0021-\u007E]+\/)$/,
  says: field =>
    `The specified value for ${field} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
});

/** The path of a managed policy, which permits fewer characters than other paths. */
export const policyPath = text({
  min: 1,
  max: 512,
  pattern: /^((\/[A-Za-z0-9.,+@=_-]+)*)\/$/,
  says: field =>
    `The specified value for ${field} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
});

export const pathPrefix = optional(
  text({
    min: 1,
    max: 512,
    pattern: /^\/[\u0021-\u007F]*$/,
    says: field =>
      `The specified value for ${field} is invalid. It must begin with /.`,
  }),
);

export const arn = text({ min: 20, max: 2048 });

export const policyDocument = text({
  min: 1,
  max: 131_072,
  pattern: /^[\t\n\r -\u00FF]+$/,
  says: field =>
    `The specified value for ${field} is invalid. It must contain only printable ASCII characters.`,
});

export const versionId = text({ pattern: /^v[1-9]\d*(\.[A-Za-z0-9-]*)?$/ });

export const roleDescription = optional(
  text({
    max: 1000,
    pattern: /^[\t\n\r -~\u00A1-\u00FF]*$/,
  }),
);

export const maxSessionDuration = optional(integer({ min: 3600, max: 43_200 }));

const tag = structure({
  Key: text({ min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u }),
  Value: text({ max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }),
});

/** Tags, at most 50. Empty if the field is absent. */
export const tags = list(tag, { max: 50 });

export const tagKeys = list(text({ min: 1, max: 128 }), { max: 50 });

/** An audience that a provider accepts. */
export const clientId = text({ min: 1, max: 255 });

/** SHA-1 thumbprints of a provider's certificate, at most 5. */
export const thumbprints = list(text({ min: 40, max: 40 }), { max: 5 });

/** The fields `Marker` and `MaxItems` of every list operation. */
export const paging = {
  Marker: optional(text({ min: 1, max: 320 })),
  MaxItems: optional(integer({ min: 1, max: 1000 })),
};
