import { firstEndingAfter } from '../text/search.ts'
import type { Span } from '../text/span.ts'
import type { Sentence } from './document.ts'
import type { FrontMatter, FrontMatterPart } from './front-matter.ts'
import type { ClauseNode } from './node.ts'

type ProvisionalParts = Pick<FrontMatter, 'effective' | 'validity' | 'basis' | 'repeals' | 'interpretation' | 'scope'>

/**
 * The clauses that speak about the document itself: 依据, 适用范围, 施行日期, 有效期, 废止, 解释权. Each is looked for by the
 * words it cannot do without, so the cost is a few passes of `indexOf`.
 */
export function findProvisionalParts(
  text: string,
  sentences: readonly Sentence[],
  nodes: readonly ClauseNode[],
): ProvisionalParts {
  const windows = windowsOf(text, nodes)
  const find = (words: readonly string[]): Sentence[] => sentencesWith(text, sentences, words, windows)
  return {
    effective: findEffective(text, find(WORDS.effective)),
    validity: findValidity(text, find(WORDS.validity)),
    basis: findBasis(text, find(WORDS.basis)),
    repeals: findRepeals(text, find(WORDS.repeals)),
    interpretation: lastPart(text, find(WORDS.interpretation)),
    scope: firstPart(text, find(WORDS.scope)),
  }
}

const WORDS = {
  effective: [
    ...['起施行', '起执行', '起实施', '起生效', '起试行', '之日施行'],
    ...['起 施行', '起\u3000施行', '起 实施', '开始施行', '开始实施', '开始执行'],
  ],
  validity: [
    '有效期',
    '有效至',
    '日废止',
    '日失效',
    '日起失效',
    '自动失效',
    '自行失效',
    '试行期',
    '试行一年',
    '试行两年',
    '试行二年',
  ],
  basis: [
    ...['制定本', '制定以下', '制订本', '特制定', '制定如下', '提出如下', '提出以下'],
    ...['通知如下', '通告如下', '公告如下', '现就', '意见如下', '决定如下'],
  ],
  repeals: ['废止', '停止执行', '不再执行'],
  interpretation: ['负责解释', '解释权'],
  scope: ['适用本', '适用于', '适用范围'],
} as const

/** Could these words hold, or have held, a clause about the document itself? */
export function mayHoldProvisionalPart(words: string): boolean {
  return Object.values(WORDS).some((list) => list.some((word) => words.includes(word)))
}

/** 立法技术规范: 依据 and 适用范围 stand in the first articles, 施行 and 废止 in the last. */
const FIRST_ARTICLES = 6
const LAST_ARTICLES = 10

/**
 * Where clauses about the document itself can stand. Bounded by clauses, not by length, so that an edit between them
 * moves nothing in or out. A text without articles is looked through whole.
 */
function windowsOf(text: string, nodes: readonly ClauseNode[]): Span[] {
  const windows: Span[] = []
  let from = 0
  let articles: ClauseNode[] = []
  const close = (end: number): void => {
    const first = articles[FIRST_ARTICLES]?.start
    const last = articles.at(-LAST_ARTICLES)?.start
    if (first === undefined || last === undefined || last <= first) windows.push({ start: from, end })
    else windows.push({ start: from, end: first }, { start: last, end })
    from = end
    articles = []
  }
  for (const node of nodes) {
    if ((node.kind === 'body' || node.kind === 'annex') && node.start > from) close(node.start)
    if (node.kind === 'article') articles.push(node)
  }
  close(text.length)
  return windows
}

/** Sentences in the windows that hold one of the words, in order, each once. */
function sentencesWith(
  text: string,
  sentences: readonly Sentence[],
  words: readonly string[],
  windows: readonly Span[],
): Sentence[] {
  const found = new Set<number>()
  for (const { start, end } of windows) {
    const part = text.slice(start, end)
    for (const word of words) {
      for (let at = part.indexOf(word); at >= 0; ) {
        const index = sentenceIndexAt(sentences, start + at)
        if (index >= 0) found.add(index)
        at = part.indexOf(word, index >= 0 ? Math.max(sentences[index]!.end - start, at + 1) : at + 1)
      }
    }
  }
  return [...found].sort((a, b) => a - b).map((index) => sentences[index]!)
}

function sentenceIndexAt(sentences: readonly Sentence[], offset: number): number {
  const index = firstEndingAfter(sentences, offset)
  return index < sentences.length && sentences[index]!.start <= offset ? index : -1
}

function partOf(text: string, { start, end }: Span): FrontMatterPart {
  return { start, end, value: text.slice(start, end) }
}

function firstPart(text: string, sentences: readonly Sentence[]): FrontMatterPart | null {
  return sentences[0] === undefined ? null : partOf(text, sentences[0])
}

function lastPart(text: string, sentences: readonly Sentence[]): FrontMatterPart | null {
  const last = sentences.at(-1)
  return last === undefined ? null : partOf(text, last)
}

const EFFECTIVE =
  /(?:自|从|于)?[^自从，,。；《》]{1,30}?(?:之日|日|后|月)起?[ \u3000]*(?:正式|开始)?(?:施行|执行|实施|生效|试行)/
const SELF =
  /本[^，,。；《》]{0,8}(?:办法|规定|条例|细则|规则|通知|通告|公告|意见|决定|方案|措施|规程|规范|标准|政策|制度|文件|指引|法|合同|协议)/

/** 本办法自2026年12月1日起施行: about this document, not about a measure inside it. The last one counts. */
function findEffective(text: string, sentences: readonly Sentence[]): FrontMatterPart | null {
  let fallback: FrontMatterPart | null = null
  for (let i = sentences.length - 1; i >= 0; i--) {
    const sentence = sentences[i]!
    const words = text.slice(sentence.start, sentence.end)
    if (words.length > 200) continue
    const self = SELF.exec(words)
    const match = EFFECTIVE.exec(self === null ? words : words.slice(self.index))
    if (match === null) continue
    const start = sentence.start + (self?.index ?? 0) + match.index
    const part = partOf(text, { start, end: start + match[0].length })
    if (self !== null) return part
    if (/^自|^现予|^，?自/.test(words) || words.includes('现予')) fallback ??= part
  }
  return fallback
}

const VALIDITY =
  /(?:试行期|有效期)(?:限)?(?:为|至|截至|到|自|暂定|定为|[一二三四五六七八九十两\d]+\s*(?:年|个月))[^，,。；]{0,24}|有效至[^，,。；]{0,24}|[^，,。；]{0,16}自[动行]失效|试行[一二两三]年|\d{4}年\d{1,2}月\d{1,2}日(?:起)?(?:废止|失效)/

function findValidity(text: string, sentences: readonly Sentence[]): FrontMatterPart | null {
  for (let i = sentences.length - 1; i >= 0; i--) {
    const sentence = sentences[i]!
    const words = text.slice(sentence.start, sentence.end)
    const isOwn = SELF.test(words) || /施行|实施之日|执行/.test(words) || /^有效期/.test(words)
    const match = isOwn ? VALIDITY.exec(words) : null
    if (match !== null)
      return partOf(text, { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length })
  }
  return null
}

const BASIS_WORDS = ['根据', '依据', '依照', '按照', '遵照', '贯彻落实', '贯彻', '落实']
/** Sentences that may state the basis: it stands at the head of a document. */
const BASIS_SENTENCES = 3

/** 根据《…》等规定: from the word to the comma before 结合本县实际 or 制定本办法. */
function findBasis(text: string, sentences: readonly Sentence[]): FrontMatterPart[] {
  const parts: FrontMatterPart[] = []
  for (const sentence of sentences.slice(0, BASIS_SENTENCES)) {
    const words = text.slice(sentence.start, sentence.end)
    const word = BASIS_WORDS.find((candidate) => words.includes(candidate))
    if (word === undefined) continue
    const from = words.indexOf(word)
    let until = words.length
    for (const stop of ['结合', '制定', '制订', '现就', '现将', '特', '经', '提出']) {
      const at = words.search(new RegExp(`[，,]\\s*(?:并)?${stop}`))
      if (at > from && at < until) until = at
    }
    parts.push(partOf(text, { start: sentence.start + from, end: sentence.start + until }))
  }
  return parts
}

/** 《…》同时废止; not 依法废止 or 废止程序 of other things. */
function findRepeals(text: string, sentences: readonly Sentence[]): FrontMatterPart[] {
  return sentences
    .filter((sentence) => {
      const words = text.slice(sentence.start, sentence.end)
      if (!/同时废止|予以废止|即行废止|自行废止|一并废止|相应废止|停止执行|不再执行|废止[。；]?$/.test(words))
        return false
      return /《|〔|原|此前|以前|抵触|不一致/.test(words)
    })
    .map((sentence) => partOf(text, sentence))
}
