// Loaded before everything else by `--require`, as "Setup OpenTelemetry" of Backstage's documentation describes. Metrics are served to Prometheus
// where OTEL_EXPORTER_PROMETHEUS_PORT names a port, at OTEL_EXPORTER_PROMETHEUS_HOST (localhost when absent); without it nothing is loaded.
const { isMainThread } = require('node:worker_threads');

const host = process.env.OTEL_EXPORTER_PROMETHEUS_HOST || 'localhost';
const port = Number(process.env.OTEL_EXPORTER_PROMETHEUS_PORT);

if (isMainThread && port) {
  // Metrics only: the SDK would send traces and logs to an endpoint that is not there.
  process.env.OTEL_TRACES_EXPORTER ??= 'none';
  process.env.OTEL_LOGS_EXPORTER ??= 'none';
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  new NodeSDK({
    serviceName: 'backstage',
    // It would publish the arguments of the process.
    autoDetectResources: false,
    metricReaders: [new PrometheusExporter({ port, host })],
  }).start();
}
