import type { CitationState } from '../../law/index.ts'
import { type CitedLaw, citedLaws } from '../cited-laws.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const STATES: Record<string, (one: CitedLaw) => boolean> = {
  失效: has('repealed'),
  未施行: has('not-yet-in-force'),
  // Amended since: an article that has moved is one thing, an older edition named as such another.
  序号已变: (one) => has('amended-since')(one) && one.citation.reference?.article != null,
  旧版本: (one) => has('amended-since')(one) && one.citation.reference?.article == null,
  条款不符: has('article-does-not-exist'),
  名称不符: has('name-inexact'),
}

function has(state: CitationState): (one: CitedLaw) => boolean {
  return ({ status }) => status.status === state
}

const SILENT_ROLES = ['own', 'repeal', 'past', 'draft']

/**
 * Citations that are worth nothing, or less than the text takes them for.
 *
 * Options: 状态 (失效, 未施行, 序号已变, 旧版本, 条款不符, 名称不符), 确定 (是: proven facts only; 否: the others only).
 */
export const citeStatus: FindMatches = (context, options) => {
  const wanted = (namesIn(options.状态) ?? Object.keys(STATES)).map((name) => STATES[name])
  const certain = options.确定 === undefined ? null : options.确定 === '是' || options.确定 === true
  return citedLaws(context)
    .filter((one) => wanted.some((is) => is?.(one)) && !SILENT_ROLES.includes(one.citation.role))
    .filter(({ status }) => certain === null || status.certain === certain)
    .map((one) => toFinding(one, context.text))
}

function toFinding({ citation, status }: CitedLaw, text: string): MatcherFinding {
  const fix = fixOf({ citation, status }, text)
  return {
    start: citation.start,
    end: citation.end,
    values: {
      法律: status.title || citation.title,
      条款: citation.reference?.label ?? '',
      情况: status.reason,
      现为: status.now ?? (status.replacedBy === null ? '' : `《${status.replacedBy}》`),
    },
    ...(fix === null ? {} : { fix }),
  }
}

/** Only what needs no judgement: another name for the same thing. Article numbers of a successor are another matter. */
function fixOf({ citation, status }: CitedLaw, text: string): NonNullable<MatcherFinding['fix']> | null {
  const title = status.status === 'name-inexact' ? status.now : status.status === 'repealed' ? status.replacedBy : null
  if (title === null || !status.certain) return null
  if (status.status === 'repealed' && citation.reference !== null) return null
  if (text[citation.start] !== '《') return null
  const close = text.indexOf('》', citation.start)
  if (close < 0 || close >= citation.end) return null
  return { start: citation.start, end: close + 1, after: `《${title}》` }
}
