/** What mends a fault: what to do in a sentence, and the commands that do it. */
export interface Remedy {
  sentence: string;
  commands: string[];
}

/** Reads a remedy of the backend, whose text holds the sentence and under it the commands. */
export function remedyOf(answer: {
  remediation: string | null;
  commands?: string[];
}): Remedy | undefined {
  const { remediation, commands = [] } = answer;
  if (!remediation) return undefined;
  const tail = `\n${commands.join('\n')}`;
  const sentence =
    commands.length > 0 && remediation.endsWith(tail)
      ? remediation.slice(0, -tail.length)
      : remediation;
  return { sentence, commands };
}
