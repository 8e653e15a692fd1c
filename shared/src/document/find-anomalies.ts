import { findDanglingAnnexes } from './annex-references.ts'
import { findDefinitionAnomalies } from './definitions.ts'
import { findDanglingParagraphs, findDanglingReferences, findSelfReferences } from './internal-references.ts'
import type { Anomaly, ClauseNode } from './node.ts'
import { findLevelAnomalies, findNumberAnomalies, findOrphanItems } from './number-anomalies.ts'
import { describeUnpaired, scanPeculiarities } from './peculiarities.ts'

/** Everything odd in the structure, in the order of the text. Linear. */
export function findAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const { unpaired, ordinals } = scanPeculiarities(text, nodes)
  return [
    ...findNumberAnomalies(text, nodes),
    ...describeUnpaired(text, nodes, unpaired),
    ...findOrphanItems(nodes),
    ...findLevelAnomalies(nodes),
    ...findDefinitionAnomalies(text, nodes),
    ...findDanglingParagraphs(text, nodes),
    ...findDanglingReferences(text, nodes, ordinals),
    ...findSelfReferences(text, nodes, ordinals),
    ...findDanglingAnnexes(text, nodes),
  ].sort((a, b) => a.start - b.start)
}
