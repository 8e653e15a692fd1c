import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** @param endpoint its name, never an address with ids */
  observe(endpoint: string, status: number, ms: number): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

// From a cached rule set to a long draft on a busy machine.
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'hongxian_request_seconds',
    help: '各接口的办理时间',
    labelNames: ['endpoint', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  return {
    observe: (endpoint, status, ms) => requests.observe({ endpoint, status: String(status) }, ms / 1000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
