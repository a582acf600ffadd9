/** What fixes a fault: what to do in a sentence, and the commands that do it. */
export interface Remediation {
  sentence: string;
  commands: string[];
  /** The AWS account that the sentence names, where it names one. */
  accountId?: string;
}

/** Reads a remediation of the backend, whose text holds the sentence and under it the commands. */
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
