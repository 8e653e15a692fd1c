import type { Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import { findMatches } from './match-pattern.ts'

/** Who, by the list that names them. */
const ACTORS = [
  ['内部', '下级机关'],
  ['司法机关', '司法机关'],
  ['行政机关', '行政机关'],
  ['相对人', '相对人'],
  ['任何', '任何人'],
] as const

interface Mention extends Span {
  readonly who: string
}

/**
 * Who does (or must do) what the match says: the nearest actor before it in its sentence, else the first inside it, else
 * the actor of the sentence before in the same 款 (主语承前省略).
 *
 * @returns one of SUBJECTS; `省略` when nobody is named
 */
export function subjectOf(context: CheckContext, match: Span): string {
  const sentence = context.index.unit('sentence', match.start)
  const mentions = mentionsIn(context.over(sentence), sentence)
  const before = mentions.filter((one) => one.start <= match.start).at(-1)
  if (before !== undefined) return before.who
  const inside = mentions.find((one) => one.start < match.end)
  if (inside !== undefined) return inside.who
  const around = context.index.unit('paragraph', match.start)
  const earlier = mentionsIn(context.over(around), { start: around.start, end: sentence.start })
  return earlier[0]?.who ?? '省略'
}

function mentionsIn(context: CheckContext, span: Span): readonly Mention[] {
  return context.once(`actors ${span.start} ${span.end}`, () => readMentions(context, span))
}

function readMentions(context: CheckContext, span: Span): Mention[] {
  const found = ACTORS.flatMap(([who, lexicon]) =>
    findMatches(context.named(lexicon), span, context).map((match) => ({ who, start: match.start, end: match.end })),
  )
  // The longest name at a place is the name; what lies inside it is not another actor.
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const mentions: Mention[] = []
  for (const mention of found) {
    const last = mentions.at(-1)
    if (last !== undefined && mention.start < last.end) {
      // 县市场监督管理局 ends with an office though it begins with a place: the later end names it.
      if (mention.end > last.end)
        mentions[mentions.length - 1] = { who: mention.who, start: last.start, end: mention.end }
      continue
    }
    if (!isGoverned(context, mention, span)) mentions.push(mention)
  }
  return mentions
}

/** 对企业, 向县局, 经镇政府: named, but not as the one who acts. */
function isGoverned(context: CheckContext, mention: Span, span: Span): boolean {
  const from = Math.max(span.start, mention.start - 8)
  const prepositions = findMatches(context.named('介词'), { start: from, end: mention.start }, context)
  return prepositions.some((one) => !/[，,；;：:。、的]/.test(context.text.slice(one.end, mention.start)))
}
