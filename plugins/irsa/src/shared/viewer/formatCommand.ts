/** A JSON document as one argument of a shell command. */
const QUOTED_JSON = /'(\{[^']*\})'/g;

/** A shell command with its JSON documents on several lines; it does the same, as quotes may span lines. */
export function formatCommand(command: string): string {
  return command.replace(QUOTED_JSON, (argument, document: string) => {
    try {
      return `'${JSON.stringify(JSON.parse(document), null, 2)}'`;
    } catch {
      return argument;
    }
  });
}
