/** Returns what an administrator must configure before the backend can access an account. */
export function unconfiguredAccount(accountId: string): string {
  return `The backend is not configured for account ${accountId}. Ask an administrator to add it to aws.accounts, with its accountId and a roleName or profile.`;
}
