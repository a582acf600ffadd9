/** The fix of a fault: a sentence that says what to do, and the commands that do it. */
export interface Remediation {
  sentence: string;
  commands: string[];
  /** The ID of the AWS account that the sentence names, if any. */
  accountId?: string;
}

/** Reads a remediation from the backend. Its text holds the sentence, followed by the commands. */
export function remediationOf(answer: {
  remediation: string | null;
  commands?: string[];
}): Remediation | undefined {
  const { remediation, commands = [] } = answer;
  if (!remediation) return undefined;
  const tail = `\n${commands.join('\n')}`;
  const sentence =
    commands.length > 0 && remediation.endsWith(tail)
      ? remediation.slice(0, -tail.length)
      : remediation;
  const [, accountId] = /\baccount (\d{12})\b/.exec(sentence) ?? [];
  return { sentence, commands, ...(accountId && { accountId }) };
}
