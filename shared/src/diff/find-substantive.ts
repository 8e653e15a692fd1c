import type { Span } from '../text/index.ts'
import type { Substantive, TextRun } from './change.ts'
import { foldText } from './fold-text.ts'

/** Old number of an article → its number(s) in the new text: a citation that follows its article has not changed. */
export type LabelMap = ReadonlyMap<string, readonly string[]>

/**
 * The changes of a redline that a reviewer must not overlook: 期限, 金额, 比例, 日期, 数量, 情态, 主体, 依据, 引用条款.
 * Words that merely stand elsewhere in the clause, and citations that follow a renumbered article, are left out.
 */
export function findSubstantive(
  textA: string,
  spansA: readonly Span[],
  textB: string,
  spansB: readonly Span[],
  runs: readonly TextRun[],
  labels: LabelMap,
): Substantive[] {
  const termsA = spansA.flatMap((span) => findTerms(textA, span))
  const termsB = spansB.flatMap((span) => findTerms(textB, span))
  const found = changedRegions(runs).flatMap((region) => {
    const a = termsA.filter((term) => overlaps(term, region.a))
    const b = termsB.filter((term) => overlaps(term, region.b))
    const size = Math.max(region.a.end - region.a.start, region.b.end - region.b.start)
    return KINDS.flatMap(({ kind }) => pairTerms(kind, a, b, size))
  })
  return dropMerelyMoved(unique(found)).filter((change) => !followsItsArticle(change, labels))
}

interface Term extends Span {
  readonly kind: string
  readonly words: string
}

const NUMBER = '(?:[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[零〇一二三四五六七八九十百千两]+)(?:余)?[万亿]{0,2}'
/** In order: what an earlier kind has read, a later one does not read again. */
const KINDS: ReadonlyArray<{ readonly kind: string; readonly pattern: RegExp }> = [
  { kind: '依据', pattern: /《[^《》\n]{1,80}》/gu },
  {
    kind: '日期',
    pattern: /(?:[0-9０-９]{4}|[零〇一二三四五六七八九]{4})年(?:[^年月日\s]{1,3}月(?:[^年月日\s]{1,3}日)?)?/gu,
  },
  {
    kind: '引用条款',
    pattern:
      /第[零〇一二三四五六七八九十百千0-9]+[编章节条](?:之[一二三四五六七八九十]+)?(?:第[^第条款项，。；]{1,6}[款项])*|第[零〇一二三四五六七八九十（(]{1,4}[）)]?[款项]/gu,
  },
  { kind: '金额', pattern: new RegExp(`${NUMBER}(?:元|角)(?:以上|以下|以内)?`, 'gu') },
  { kind: '比例', pattern: new RegExp(`百分之${NUMBER}|${NUMBER}[%％‰]|${NUMBER}分之${NUMBER}|${NUMBER}倍`, 'gu') },
  {
    kind: '期限',
    pattern: new RegExp(
      `每(?:半|${NUMBER})?(?:个)?(?:年|季度|月|周|日|天)|${NUMBER}(?:个)?(?:工作日|自然日|日|天|个月|月|年|周年|年度|小时|周|季度)(?:以内|以上|以下|内)?`,
      'gu',
    ),
  },
  {
    kind: '数量',
    pattern: new RegExp(`${NUMBER}(?:人|名|户|家|件|份|次|处|台|套|辆|平方米|米|公里|吨|公斤|亩|岁|周岁|个)`, 'gu'),
  },
  {
    kind: '情态',
    pattern: /应当|必须|不得|可以|禁止|严禁|有权|无权|鼓励|一律|原则上|方可|不予|不再|无需|无须/gu,
  },
  {
    kind: '主体',
    // The end of a name; its beginning is found going left (startOfName).
    pattern:
      /人民政府|人民代表大会|常务委员会|委员会|主管部门|管理部门|部门|机关|机构|办公室|办事处|法院|检察院|局(?!部|面|限)|厅/gu,
  },
]
/** Kinds that speak even when only added or only struck in a long stretch of new or struck text. */
const SPEAKS_ALONE = new Set(['期限', '金额', '比例', '日期'])
const SMALL_REGION = 12

function findTerms(text: string, span: Span): Term[] {
  const words = text.slice(span.start, span.end)
  const terms: Term[] = []
  for (const { kind, pattern } of KINDS) {
    for (const match of words.matchAll(pattern)) {
      const found = span.start + match.index
      const start = kind === '主体' ? startOfName(text, found, span.start) : found
      const end = found + match[0].length
      const term = { kind, words: text.slice(start, end), start, end }
      const rival = terms.findIndex((held) => overlaps(held, term))
      // 市场监督管理局 ends where 管理部门 of the same name would: the longer name wins.
      if (rival < 0) terms.push(term)
      else if (kind === '主体' && terms[rival]!.kind === kind && term.start <= terms[rival]!.start) terms[rival] = term
    }
  }
  return terms.sort((x, y) => x.start - y.start)
}

/** Characters that end a name on the left: prepositions, conjunctions, auxiliaries, punctuation, digits. */
const NOT_NAME = new Set(
  '其各该由向经报和与及以或的对在被当将为应可须不依按并、，。；：“”（）()《》0123456789 \n\t\u3000',
)
const LONGEST_NAME = 12

function startOfName(text: string, end: number, limit: number): number {
  let start = end
  while (start > limit && end - start < LONGEST_NAME && !NOT_NAME.has(text[start - 1]!)) start--
  return start
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** Maximal stretches of deleted and inserted runs. */
function changedRegions(runs: readonly TextRun[]): Array<{ a: Span; b: Span }> {
  const regions: Array<{ a: Span; b: Span }> = []
  let previous: TextRun['kind'] = 'kept'
  for (const run of runs) {
    const last = regions.at(-1)
    // Struck words after added ones begin a replacement of their own.
    const isNext = previous === 'kept' || (run.kind === 'deleted' && previous === 'inserted')
    if (run.kind !== 'kept' && last && !isNext) {
      regions[regions.length - 1] = { a: cover(last.a, run.a), b: cover(last.b, run.b) }
    } else if (run.kind !== 'kept') regions.push({ a: run.a, b: run.b })
    previous = run.kind
  }
  return regions
}

/** Both spans; an empty one adds nothing. */
function cover(a: Span, b: Span): Span {
  if (a.end === a.start) return b
  if (b.end === b.start) return a
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}

function pairTerms(kind: string, allA: readonly Term[], allB: readonly Term[], size: number): Substantive[] {
  const a = wordsOfKind(kind, allA)
  const b = wordsOfKind(kind, allB)
  const onlyA = subtract(a, b)
  const onlyB = subtract(b, a)
  const pairs = Math.min(onlyA.length, onlyB.length)
  const found = onlyA.slice(0, pairs).map((before, n) => ({ kind, before, after: onlyB[n]! }))
  if (kind === '主体' || (!SPEAKS_ALONE.has(kind) && size > SMALL_REGION)) return found
  return [
    ...found,
    ...onlyA.slice(pairs).map((before) => ({ kind, before, after: '' })),
    ...onlyB.slice(pairs).map((after) => ({ kind, before: '', after })),
  ]
}

/** Verbs that stand before the name of an authority without a break. */
const LEADING_VERBS = /^(?:抄送|报请|报送|报告|提请|会同|组织|责令|依法|通知|移送|委托|授权|负责|主管|以上|以下|有关)+/u
const GENERIC_BODIES = new Set([
  '人民政府',
  '部门',
  '机关',
  '机构',
  '委员会',
  '有关部门',
  '有关机关',
  '主管部门',
  '管理部门',
])

function wordsOfKind(kind: string, terms: readonly Term[]): string[] {
  const own = terms.filter((term) => term.kind === kind).map((term) => term.words)
  if (kind !== '主体') return own
  return own.map((words) => words.replace(LEADING_VERBS, '')).filter((words) => !GENERIC_BODIES.has(words))
}

function subtract(a: readonly string[], b: readonly string[]): string[] {
  const rest = b.map(foldText)
  return a.filter((word) => {
    const at = rest.indexOf(foldText(word))
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

function unique(changes: readonly Substantive[]): Substantive[] {
  return [...new Map(changes.map((change) => [`${change.kind}|${change.before}|${change.after}`, change])).values()]
}

/** Struck here and added there, the same words: moved inside the clause. */
function dropMerelyMoved(changes: readonly Substantive[]): Substantive[] {
  return changes.filter((change) => {
    if (change.before !== '' && change.after !== '') return true
    const mirror = { before: change.after, after: change.before }
    return !changes.some((c) => c.kind === change.kind && c.before === mirror.before && c.after === mirror.after)
  })
}

const ARTICLE = /^第[^条]+条(?:之[一二三四五六七八九十]+)?/u

function followsItsArticle({ kind, before, after }: Substantive, labels: LabelMap): boolean {
  if (kind !== '引用条款') return false
  const from = ARTICLE.exec(before)?.[0]
  const to = ARTICLE.exec(after)?.[0]
  if (!from || !to || before.slice(from.length) !== after.slice(to.length)) return false
  return labels.get(from)?.includes(to) ?? false
}
