// Loaded before all other code by `--require`, as "Setup OpenTelemetry" in the Backstage documentation describes. Serves metrics to Prometheus on
// port OTEL_EXPORTER_PROMETHEUS_PORT of host OTEL_EXPORTER_PROMETHEUS_HOST (localhost by default). If no port is set, nothing is loaded.
const { isMainThread } = require('node:worker_threads');

const host = process.env.OTEL_EXPORTER_PROMETHEUS_HOST || 'localhost';
const port = Number(process.env.OTEL_EXPORTER_PROMETHEUS_PORT);

if (isMainThread && port) {
  // Only metrics: the SDK would send traces and logs to an endpoint that does not exist.
  process.env.OTEL_TRACES_EXPORTER ??= 'none';
  process.env.OTEL_LOGS_EXPORTER ??= 'none';
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  new NodeSDK({
    serviceName: 'backstage',
    // Resource detection would publish the arguments of the process.
    autoDetectResources: false,
    metricReaders: [new PrometheusExporter({ port, host })],
  }).start();
}
