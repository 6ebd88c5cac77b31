import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate } from './gate.ts';

/** What the server counts of itself, in the Prometheus format. No name, address or id of a person is in it. */
export interface Metrics {
  readonly contentType: string;
  countRequest(method: string, route: string, status: number, seconds: number): void;
  /** Events of a request that were taken, and why others were not. */
  countEvents(accepted: number, refusals: readonly string[]): void;
  write(): Promise<string>;
  stop(): void;
}

const quantiles = [0.5, 0.99, 0.999] as const;

/** Returns metrics of a server with these gates. Each server has its own registry. */
export function createMetrics(gates: { readonly events: Gate; readonly bytes: Gate }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'leadline_http_request_seconds',
    help: 'Time until a request was answered',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 2, 5, 10],
    registers,
  });
  const events = new Counter({
    name: 'leadline_events_total',
    help: 'Events received, by what became of them; stored events may still be repeats',
    labelNames: ['outcome', 'reason'],
    registers,
  });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  new Gauge({
    name: 'leadline_event_loop_delay_seconds',
    help: 'How much later than asked for timers ran since the last reading',
    labelNames: ['quantile'],
    registers,
    collect() {
      // The histogram measures its own period of 10 ms too; before the first measurement it is not a number.
      for (const quantile of quantiles)
        this.set({ quantile }, Math.max(0, (delay.percentile(quantile * 100) || 0) / 1e9 - 0.01));
      delay.reset();
    },
  });
  for (const [unit, gate] of Object.entries(gates)) {
    new Gauge({
      name: `leadline_ingest_waiting_${unit}`,
      help: `${unit === 'bytes' ? 'Bytes of bodies' : 'Events'} received and not stored yet`,
      registers,
      collect() {
        this.set(gate.inside);
      },
    });
  }
  new Gauge({
    name: 'leadline_memory_bytes',
    help: 'Resident memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  return {
    contentType: registry.contentType,
    countRequest: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    countEvents(accepted, refusals) {
      if (accepted > 0) events.inc({ outcome: 'accepted', reason: '' }, accepted);
      for (const reason of refusals) events.inc({ outcome: 'refused', reason });
    },
    write: () => registry.metrics(),
    stop: () => void delay.disable(),
  };
}
