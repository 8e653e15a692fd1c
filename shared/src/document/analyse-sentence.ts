import { isSpaceUnit } from '../text/char-class.ts'
import { firstStartingAt } from '../text/search.ts'
import type { Span } from '../text/span.ts'
import { type ActorMention, findActors, type SubjectClass } from './actors.ts'
import type { ParsedDocument, Sentence } from './document.ts'
import { findModality, findNegation, type Modality } from './modality.ts'

/** What a part of a sentence does for the whole: …的， is a condition; 除…外 an exception; what follows a condition its consequence. */
export type PhraseRole = 'statement' | 'condition' | 'exception' | 'consequence' | 'definition'

/** 分句: one comma-separated part of a sentence, with who does what in it. */
export interface Phrase extends Span {
  readonly role: PhraseRole
  /** The words that name the subject, in this phrase or an earlier one; `null` where nobody is named. */
  readonly subject: Span | null
  readonly subjectClass: SubjectClass | null
  /** The subject stands in an earlier phrase or sentence (承前省略), or is implied by the verb (责令改正). */
  readonly isCarried: boolean
  readonly modality: Modality | null
  readonly modalitySpan: Span | null
  /** The word that denies the predicate (不得, 不再, 免收), if any. */
  readonly negation: Span | null
  /** What is done: from after the modal word, or the subject, to the end. */
  readonly predicate: Span
}

export interface SentenceAnalysis {
  readonly phrases: readonly Phrase[]
  /** Words inside “” and ‘’, marks excluded. */
  readonly quotations: readonly Span[]
  /** 本办法所称X，是指Y. */
  readonly definition: { readonly term: Span; readonly meaning: Span } | null
}

const cache = new WeakMap<ParsedDocument, Map<number, SentenceAnalysis>>()

/**
 * Who does what in a sentence of `document`. Computed once a sentence, when first asked for; linear in its length.
 * A subject left out is taken from the phrase before, or from the sentence before in the same 款, or from the words
 * above a list of 项.
 */
export function analyseSentence(document: ParsedDocument, sentence: Sentence): SentenceAnalysis {
  const known = cache.get(document) ?? new Map<number, SentenceAnalysis>()
  if (!cache.has(document)) cache.set(document, known)
  const found = known.get(sentence.start)
  if (found !== undefined) return found
  const analysis = analyse(document, sentence, known)
  known.set(sentence.start, analysis)
  return analysis
}

/** How many sentences back a left-out subject is looked for. */
const MAX_CARRY = 3

interface Actor {
  readonly span: Span
  /** `null` where the subject is a thing or an unknown name: 设计文件应当注明…. */
  readonly who: SubjectClass | null
}

function analyse(document: ParsedDocument, sentence: Sentence, known: Map<number, SentenceAnalysis>): SentenceAnalysis {
  const { text } = document
  const parts = splitPhrases(text, sentence)
  const phrases: Phrase[] = []
  let carried: Actor | null | undefined
  let sawCondition = false
  // What a list names (（二）强制交易) is done by the subject of the words above it.
  const isListed = document.nodes[sentence.node]?.kind === 'item' || document.nodes[sentence.node]?.kind === 'subitem'
  for (const part of parts) {
    const role = roleOf(text, part, sawCondition)
    if (role === 'condition') sawCondition = true
    const modal = findModality(text, part.start, part.end)
    const own = findSubject(text, part, modal)
    const isEncouraging = own === null && modal?.modality === '鼓励'
    const implied = isEncouraging || (own === null && modal === null && !isListed && isOfficialAct(text, part))
    if (own === null && !implied && carried === undefined) carried = subjectBefore(document, sentence, known)
    const subject = own ?? (implied ? null : (carried ?? null))
    if (own !== null && role !== 'exception') carried = own
    phrases.push({
      start: part.start,
      end: part.end,
      role,
      subject: subject?.span ?? null,
      subjectClass: implied ? '行政机关' : (subject?.who ?? null),
      isCarried: own === null,
      modality: modal?.modality ?? null,
      modalitySpan: modal === null ? null : { start: modal.start, end: modal.end },
      negation: findNegation(text, modal?.start ?? own?.span.end ?? part.start, part.end),
      predicate: { start: modal?.end ?? own?.span.end ?? part.start, end: part.end },
    })
  }
  return { phrases, quotations: findQuotations(text, sentence), definition: findDefinition(text, sentence) }
}

/** By code unit: 1 opens a bracket or quotation, 2 closes one, 3 parts phrases. */
const MARKS = new Uint8Array(0x10000)
for (const [value, marks] of ['', '（(《〈“‘【〔[', '）)》〉”’】〕]', '，,；;：:。！？'].entries())
  for (let i = 0; i < marks.length; i++) MARKS[marks.charCodeAt(i)] = value

/** Parts between commas, semicolons and colons; marks inside brackets and quotations do not part. */
export function splitPhrases(text: string, sentence: Span): Span[] {
  const parts: Span[] = []
  let depth = 0
  let start = sentence.start
  for (let at = sentence.start; at < sentence.end; at++) {
    const mark = MARKS[text.charCodeAt(at)]
    if (mark === 0) continue
    if (mark === 1) depth++
    else if (mark === 2) depth = Math.max(depth - 1, 0)
    else if (depth === 0 && !isInsideNumber(text, at)) {
      pushTrimmed(text, start, at, parts)
      start = at + 1
    }
  }
  pushTrimmed(text, start, sentence.end, parts)
  return parts
}

function isInsideNumber(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function pushTrimmed(text: string, from: number, to: number, parts: Span[]): void {
  let start = from
  let end = to
  while (start < end && isSpaceUnit(text.charCodeAt(start))) start++
  while (end > start && isSpaceUnit(text.charCodeAt(end - 1))) end--
  if (start < end) parts.push({ start, end })
}

const CONDITION_STARTS = ['如果', '如', '若', '凡', '一旦', '因', '遇', '对于', '当', '经查', '逾期']
const NOT_CONDITIONS = [
  '如下',
  '如实',
  '如期',
  '因此',
  '因地制宜',
  '凡例',
  '当事',
  '当地',
  '当场',
  '当日',
  '当年',
  '当天',
  '因素',
  '如有',
]
const DEFINING = ['是指', '系指', '包括下列', '是指下列']

function roleOf(text: string, part: Span, sawCondition: boolean): PhraseRole {
  const words = text.slice(part.start, part.end)
  if (words.endsWith('除外') || words.endsWith('从其规定') || /^除.*(?:外|以外|之外)$/.test(words)) return 'exception'
  if (words.endsWith('所称') || /所称/.test(words) || DEFINING.some((word) => words.includes(word))) return 'definition'
  if (words.endsWith('的') && words.length > 3) return 'condition'
  if (/^(?:如有|如果|若|一旦|凡)/.test(words)) return 'condition'
  const isHypothesis =
    CONDITION_STARTS.some((word) => words.startsWith(word)) && !NOT_CONDITIONS.some((word) => words.startsWith(word))
  if (isHypothesis && (words.endsWith('时') || words.startsWith('如') || words.startsWith('若'))) return 'condition'
  return sawCondition ? 'consequence' : 'statement'
}

/** Acts only an authority performs: without a subject of its own such a phrase has the authority as subject. */
const OFFICIAL_ACTS = [
  ...[
    '责令',
    '处以',
    '并处',
    '可以并处',
    '处',
    '罚款',
    '没收',
    '吊销',
    '暂扣',
    '撤销',
    '取消',
    '予以',
    '给予',
    '列入',
    '纳入',
    '追究',
  ],
  ...[
    '通报',
    '查处',
    '查封',
    '扣押',
    '收回',
    '追回',
    '收缴',
    '强制',
    '拆除',
    '注销',
    '警告',
    '移送',
    '约谈',
    '公示',
    '停止办理',
    '不予',
    '暂停',
  ],
]

function isOfficialAct(text: string, part: Span): boolean {
  let at = part.start
  for (const adverb of ['但', '并', '且', '依法', '一律', '由其', '同时', '或者', '可', '情节严重的'])
    if (text.startsWith(adverb, at)) at += adverb.length
  return OFFICIAL_ACTS.some((word) => text.startsWith(word, at) && at + word.length <= part.end)
}

/** Words before a name that make it something else than the one who acts. */
const GOVERNORS = [
  ...[
    '对',
    '向',
    '将',
    '把',
    '给',
    '为',
    '与',
    '同',
    '从',
    '经',
    '按',
    '按照',
    '依照',
    '根据',
    '依据',
    '通过',
    '因',
    '凭',
    '关于',
    '到',
    '至',
  ],
  ...[
    '报',
    '违反',
    '未经',
    '取得',
    '属于',
    '符合',
    '拒绝',
    '阻碍',
    '配合',
    '接受',
    '组织',
    '督促',
    '指导',
    '引导',
    '鼓励',
    '支持',
    '会同',
    '征求',
    '听取',
    '委托',
    '要求',
    '责令',
    '允许',
    '帮助',
    '保护',
    '维护',
    '提交',
    '送达',
    '告知',
    '通知',
    '在',
    '于',
    '用于',
    '被',
    '聘请',
    '邀请',
    '函告',
    '抄送',
    '提请',
    '限制',
    '禁止',
    '不得要求',
    '强制',
  ],
].sort((a, b) => b.length - a.length)

/** How far before a name its governor may stand: 对在本县承接工程的县外企业. */
const GOVERNED_WITHIN = 16

function findSubject(text: string, part: Span, modal: Span | null): Actor | null {
  const agent = findAgent(text, part)
  if (agent !== null) return agent
  const until = modal?.start ?? part.end
  const mentions = findActors(text, part.start, until)
  if (mentions.length === 0) return modal === null ? null : findThing(text, part, modal)
  if (modal !== null) {
    const last = mentions.at(-1)!
    // 供应商的产品应当…, 农户信息不得…: the name only qualifies a thing.
    if (!isGoverned(text, part.start, last, mentions) && !isAdverbial(text.slice(last.end, modal.start))) {
      return findThing(text, part, modal)
    }
    if (modal.start - last.end <= ADVERB_ROOM && !isGoverned(text, part.start, last, mentions))
      return spread(text, part, mentions, mentions.length - 1)
  }
  for (let i = 0; i < mentions.length; i++) {
    if (isGoverned(text, part.start, mentions[i]!, mentions)) continue
    const actor = spread(text, part, mentions, lastOfName(text, mentions, i))
    // Without a modal word only a name at the head of the phrase is its subject.
    return modal === null && !isName(text.slice(actor.span.start, actor.span.end)) ? null : actor
  }
  return null
}

const MAX_NAME = 18
const NO_NAME =
  /[\d“”‘’]|^(?:不|未|遇|供(?![应电水气热货])|使(?!用)|让|请|因|为|把|将)|吊销|办理|组织(?!和|或|、|的|$)|保证|影响|发现|交验|帮助|缴纳|维护|保障|营救|疏散|走访|召开|印发|协调|开展|公布|设立|建立|完善|推进|落实|加强|做好|审核|赴/

/** Could these words be one name, or names joined? A 的 makes room for what qualifies it. */
function isName(words: string): boolean {
  return (
    words.length <= (words.includes('的') || words.includes('、') ? MAX_NAME * 2 : MAX_NAME) && !NO_NAME.test(words)
  )
}

const ADVERBIAL =
  /^(?:在|于|按|从|对|经|依|每|并|且|也|还|同时|但|均|都|只|一律|原则上|确需|逾期|届时|凡|当|为|因|如|根据|通过|自|向|将|把|一般|另|又|先|再|不|未|及时|期间|事前|事后|必要时|其中|除|拟|由|以)/
const ADVERB_END =
  /(?:前|后|内|时|中|日|起|下|间|的|并|均|都|也|还|则|上|外|年|月|底|依法|一律|及时|认真|切实|主动|原则上)$/

/** 设计文件应当注明…: whatever stands before the modal word and is no adverb is the subject, of no class. */
function findThing(text: string, part: Span, modal: Span): Actor | null {
  let end = modal.start
  while (end > part.start && isSpaceUnit(text.charCodeAt(end - 1))) end--
  const words = text.slice(part.start, end)
  if (words.length < 2 || words.length > 20 || ADVERBIAL.test(words) || ADVERB_END.test(words)) return null
  return { span: { start: part.start, end }, who: null }
}

const ADVERB_TAIL =
  /^(?:$|[\s，（]|依|在|于|按|自|应|也|均|都|可|不|未|一律|及时|主动|必须|经|对|向|从|每|当|将|因|凭|根据|与|和|及|等|原则|确|同|还|仍|即|则|就|只|仅|再|先|又|拟|以|为|由|通过|无|有|要|须|需|既|非|已|单独|共同|分别|应当|积极|严格|认真|切实|提供|申请|办理|从事|进行|开展|违反|发现|认为|使用|购买|委托|[一二三四五六七八九十两\d])/

/** Do the words between a name and its modal word leave the name the subject? */
function isAdverbial(words: string): boolean {
  return ADVERB_TAIL.test(words)
}

/** Room between a subject and its modal word for 依法, 在三日内. */
const ADVERB_ROOM = 6

/** 由县公安局处罚: 由 names the one who acts. */
function findAgent(text: string, part: Span): Actor | null {
  for (let at = text.indexOf('由', part.start); at >= 0 && at < part.end; at = text.indexOf('由', at + 1)) {
    if ('理事自缘'.includes(text[at - 1] ?? '') || '于来此'.includes(text[at + 1] ?? '')) continue
    const mentions = findActors(text, at + 1, Math.min(part.end, at + 40))
    const first = mentions[0]
    if (first === undefined || isRelative(text.slice(first.end, part.end))) continue
    return { span: { start: at + 1, end: mentions[lastOfName(text, mentions, 0)]!.end }, who: first.who }
  }
  return null
}

/** 适宜由中小企业提供的项目: 由…的 qualifies a thing. */
function isRelative(words: string): boolean {
  return /^[^，,；;]{1,12}的[^，,；;的]{1,6}$/.test(words)
}

function isGoverned(text: string, from: number, mention: ActorMention, mentions: readonly ActorMention[]): boolean {
  let start = Math.max(from, mention.start - GOVERNED_WITHIN)
  for (const other of mentions)
    if (other.end <= mention.start && other.end > start && !isJoint(text, other.end, mention.start)) start = other.end
  const before = text.slice(start, mention.start)
  return GOVERNORS.some((word) => {
    const at = before.lastIndexOf(word)
    if (at < 0 || (word === '在' && '所存现'.includes(before[at - 1] ?? '-'))) return false
    const between = before.slice(at + word.length)
    // 在本县经营的企业: 的 closes the phrase that the governor opened, unless it is 对…的.
    return between.includes('的') ? '对将把给'.includes(word) : !/[，,；;：:]/.test(between)
  })
}

/** The last head noun of one name: 县人民政府 + 有关部门, 企业 + 和 + 个人. */
function lastOfName(text: string, mentions: readonly ActorMention[], from: number): number {
  let last = from
  while (last + 1 < mentions.length && isJoint(text, mentions[last]!.end, mentions[last + 1]!.start)) last++
  return last
}

const JOINTS = /^(?:[、和及与或的]|或者|以及|及其|和其他|、其他)?[一-鿿]{0,6}?$/
const VERBS = /[应可须不得负责依按对向将把用交办提申开出进收取设定制在经违反受聘]/

function isJoint(text: string, from: number, to: number): boolean {
  if (to - from > 9) return false
  const between = text.slice(from, to)
  if (between === '') return true
  return JOINTS.test(between) && (/^[、和及与或]|^以及/.test(between) || (between.length <= 4 && !VERBS.test(between)))
}

/** The whole subject: from the head of its name, coordinated names included; the first of them tells the class. */
function spread(text: string, part: Span, mentions: readonly ActorMention[], last: number): Actor {
  let first = last
  while (
    first > 0 &&
    isJoint(text, mentions[first - 1]!.end, mentions[first]!.start) &&
    !isGoverned(text, part.start, mentions[first - 1]!, mentions)
  )
    first--
  const previous = mentions[first - 1]
  let start = previous === undefined || isGoverned(text, part.start, previous, mentions) ? part.start : previous.end
  const head = mentions[first]!.start
  for (const word of ['但是', '但', '并且', '并', '同时', '其中', '凡', '由', '任何']) {
    if (word !== '任何' && text.startsWith(word, start) && start + word.length <= head) start += word.length
  }
  const before = text.slice(start, head)
  // 交验钥匙后甲方…, 第七条 企业…: time and numbers before the name are no part of it.
  if (/[后时]$/.test(before)) start = head
  else start += before.search(/条[\s　]+[^条]*$/) + 1
  // 各乡镇 + 人民政府 is one name, known by its end; of 部门及其工作人员 the first is meant.
  let name = first
  while (name < last && mentions[name]!.end === mentions[name + 1]!.start) name++
  return { span: { start, end: mentions[last]!.end }, who: mentions[name]!.who }
}

/** The subject of the sentence before in the same unit, or of the words above a list. */
function subjectBefore(
  document: ParsedDocument,
  sentence: Sentence,
  known: Map<number, SentenceAnalysis>,
): Actor | null {
  const { sentences, nodes } = document
  let index = firstStartingAt(sentences, sentence.start)
  const parent = nodes[sentence.node]?.parent
  for (let back = 0; back < MAX_CARRY && index > 0; back++) {
    const before = sentences[--index]!
    const isSibling = nodes[before.node]?.parent === parent && before.node !== sentence.node
    if (isSibling && (nodes[sentence.node]!.kind === 'item' || nodes[sentence.node]!.kind === 'subitem')) {
      back-- // 项 stand side by side: the words above them hold the subject
      if (index < 1 || sentence.start - before.start > 4000) return null
      continue
    }
    if (before.node !== sentence.node && before.node !== parent) return null
    if (isHeading(document.text, before)) return null
    const analysis = known.get(before.start) ?? analyse(document, before, known)
    known.set(before.start, analysis)
    const named = analysis.phrases.find((phrase) => phrase.subject !== null && phrase.role !== 'exception')
    if (named?.subject != null) return { span: named.subject, who: named.subjectClass }
  }
  return null
}

/** A title or heading ends without a stop and names no subject for what follows. */
function isHeading(text: string, sentence: Span): boolean {
  return !'。；：！？;:”）'.includes(text[sentence.end - 1]!)
}

function findQuotations(text: string, sentence: Span): Span[] {
  const quotations: Span[] = []
  let open = -1
  for (let at = sentence.start; at < sentence.end; at++) {
    const character = text[at]
    if (character === '“' || character === '‘') {
      if (open < 0) open = at + 1
    } else if ((character === '”' || character === '’') && open >= 0) {
      quotations.push({ start: open, end: at })
      open = -1
    }
  }
  return quotations
}

function findDefinition(text: string, sentence: Span): SentenceAnalysis['definition'] {
  const words = text.slice(sentence.start, sentence.end)
  const at = words.search(/[，,]?(?:是指|系指)/)
  if (at <= 0) return null
  const from = words.lastIndexOf('所称', at)
  const start = from >= 0 ? from + 2 + (words[from + 2] === '的' ? 1 : 0) : 0
  const after = words.indexOf('指', at) + 1
  let end = words.length
  if ('。；'.includes(words[end - 1]!)) end--
  return start < at && after < end
    ? {
        term: { start: sentence.start + start, end: sentence.start + at },
        meaning: { start: sentence.start + after, end: sentence.start + end },
      }
    : null
}
