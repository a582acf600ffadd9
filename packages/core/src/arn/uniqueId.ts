const UNIQUE_ID = /^A(ROA|IDA)[A-Z0-9]{16,}$/;

/**
 * Whether a principal is the unique ID of a role or user. In policies, AWS shows it in place of the ARN after the role or user was deleted, and
 * rejects policies that name it.
 * Source: "IAM identifiers" and "AWS JSON policy elements: Principal", IAM User Guide.
 */
export function isUniqueId(principal: string): boolean {
  return UNIQUE_ID.test(principal);
}
