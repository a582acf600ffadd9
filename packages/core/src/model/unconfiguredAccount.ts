/** What an administrator configures before an account can be asked about. */
export function unconfiguredAccount(accountId: string): string {
  return `This backend is not configured for account ${accountId}: an administrator adds it to aws.accounts, with its accountId and a roleName or profile.`;
}
