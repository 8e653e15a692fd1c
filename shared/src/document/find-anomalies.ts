import type { Anomaly, AnomalyKind, ClauseNode } from './node.ts'
import { findNumberAnomalies } from './number-anomalies.ts'
import { findUnpaired } from './unpaired.ts'

/** Everything odd in the structure, in the order of the text. */
export function findAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  return [...findNumberAnomalies(nodes), ...findUnpaired(text, nodes)].sort((a, b) => a.start - b.start)
}

export function anomaly(kind: AnomalyKind, at: string, detail: string, start: number, end: number): Anomaly {
  return { kind, at, detail, start, end }
}
