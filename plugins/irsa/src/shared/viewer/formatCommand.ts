/** Matches a JSON document that is one argument of a shell command. */
const QUOTED_JSON = /'(\{[^']*\})'/g;

/** Formats the JSON documents of a shell command on several lines. The command does the same, because a quoted argument can span lines. */
export function formatCommand(command: string): string {
  return command.replace(QUOTED_JSON, (argument, document: string) => {
    try {
      return `'${JSON.stringify(JSON.parse(document), null, 2)}'`;
    } catch {
      return argument;
    }
  });
}
