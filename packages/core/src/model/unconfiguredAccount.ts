/** Returns what an administrator must configure before the backend can access an account. */
export function unconfiguredAccount(accountId: string): string {
  return `This backend is not configured for account ${accountId}: an administrator adds it to aws.accounts, with its accountId and a roleName or profile.`;
}
