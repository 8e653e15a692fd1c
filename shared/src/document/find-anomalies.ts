import { findDefinitionAnomalies } from './definitions.ts'
import { findDanglingReferences } from './internal-references.ts'
import type { Anomaly, ClauseNode } from './node.ts'
import { findNumberAnomalies, findOrphanItems } from './number-anomalies.ts'
import { describeUnpaired, scanPeculiarities } from './peculiarities.ts'

/** Everything odd in the structure, in the order of the text. Linear. */
export function findAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const { unpaired, ordinals } = scanPeculiarities(text, nodes)
  return [
    ...findNumberAnomalies(text, nodes),
    ...describeUnpaired(text, nodes, unpaired),
    ...findOrphanItems(nodes),
    ...findDefinitionAnomalies(text, nodes),
    ...findDanglingReferences(text, nodes, ordinals),
  ].sort((a, b) => a.start - b.start)
}
