export class PostgresServer {
  static create(): Promise<PostgresServer>;
  readonly connection: string;
  start(): Promise<void>;
  crash(): Promise<void>;
  destroy(): Promise<void>;
}
