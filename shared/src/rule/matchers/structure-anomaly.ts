import type { AnomalyKind, ParsedDocument } from '../../document/index.ts'
import { type FindMatches, namesIn } from './matcher.ts'

const KINDS: Record<string, AnomalyKind> = {
  跳号: 'skipped',
  重号: 'repeated',
  倒序: 'out-of-order',
  引用落空: 'dangling-reference',
  附件缺失: 'dangling-annex',
  自我引用: 'self-reference',
  不成对: 'unpaired',
  项无所属: 'orphan-item',
  层次: 'level',
  定义: 'definition',
}

/**
 * Oddities of the structure. Option 种类, one or more: 跳号, 重号, 倒序, 引用落空, 附件缺失, 自我引用, 不成对, 项无所属,
 * 层次, 定义.
 */
export const structureAnomaly: FindMatches = ({ document }, options) => {
  const wanted = namesIn(options.种类)?.map((name) => KINDS[name])
  return document.anomalies
    .filter(({ kind }) => wanted === undefined || wanted.includes(kind))
    .filter((anomaly) => !document.fragment || anomaly.kind !== 'skipped' || hasEarlier(document, anomaly.start))
    .map(({ start, end, detail }) => ({ start, end, values: { 情况: detail.replace(/。$/, '') } }))
}

const preset =
  (...names: readonly string[]): FindMatches =>
  (context) =>
    structureAnomaly(context, { 种类: names })

/** Numbers of articles and items that skip, repeat or go back. */
export const skippedNumber = preset('跳号', '重号', '倒序')

/** 第…条 of this document that is not there, or is the very article that names it. */
export const internalReference = preset('引用落空', '自我引用')

/** A passage cut out of a document may begin with any number. */
function hasEarlier({ nodes }: ParsedDocument, start: number): boolean {
  const kind = nodes.find((node) => node.marker?.start === start)?.kind
  return kind === undefined || nodes.some((node) => node.kind === kind && node.start < start)
}
