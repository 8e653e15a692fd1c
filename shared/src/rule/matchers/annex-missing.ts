import { type Anomaly, type ParsedDocument, readAnnexList } from '../../document/index.ts'
import { readNumeral } from '../../text/index.ts'
import type { FindMatches } from './matcher.ts'

/**
 * 附件 that a whole document names but does not carry. Option 另附: 是 for those that may stand in files of their own (the
 * document carries none, and lists this one if it lists any), 否 for the others.
 */
export const annexMissing: FindMatches = ({ document, text }, options) => {
  if (document.fragment) return []
  const wanted = options.另附 === undefined ? null : options.另附 === '是' || options.另附 === true
  return document.anomalies
    .filter((anomaly) => anomaly.kind === 'dangling-annex')
    .filter((anomaly) => wanted === null || mayStandApart(document, anomaly) === wanted)
    .map(({ start, end, detail }) => ({ start, end, values: { 附件: text.slice(start, end), 情况: detail } }))
}

function mayStandApart({ nodes, text }: ParsedDocument, { start, end }: Anomaly): boolean {
  if (nodes.some(({ kind }) => kind === 'annex')) return false
  const listed = readAnnexList(text)
  const words = text.slice(start + 2, end).trimStart()
  return listed.length === 0 || listed.includes(readNumeral(words, 0)?.value ?? 1)
}
