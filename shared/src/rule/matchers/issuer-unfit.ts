import { type OrganKind, organKind } from '../../document/index.ts'
import type { Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { type Collector, type Fact, indicesIn } from '../facts.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const OUTSIDE_BODIES: readonly OrganKind[] = ['企业', '社会组织', '自治组织']
const UNFIT: readonly OrganKind[] = ['临时机构', '内设机构', '事业单位', '企业', '社会组织', '自治组织']

/**
 * Bodies that may not issue a 规范性文件 and yet issue this one: at the head of the title, at the foot, or where the text says who
 * made it. Silent about papers that bind nobody outside. Option 类别: 临时机构, 内设机构, 事业单位, 企业, 社会组织, 自治组织.
 */
export const issuerUnfit: FindMatches = (context, options) => {
  const wanted = namesIn(options.类别) ?? UNFIT
  const found = new Map<number, MatcherFinding>()
  for (const names of issuersOf(context)) {
    const bodies = names.map((name) => ({ ...name, words: context.text.slice(name.start, name.end) }))
    const kinds = bodies.map(({ words }) => organKind(words))
    // A competent organ that leads answers for what it issues with a body of its own side, not with outsiders.
    const isJoint = kinds.some((kind) => kind === '政府' || kind === '部门')
    for (const [i, { start, end, words, marks }] of bodies.entries()) {
      const kind = kinds[i] ?? null
      if (kind === null || !UNFIT.includes(kind) || !wanted.includes(kind) || found.has(start)) continue
      if (isJoint && i > 0 && !OUTSIDE_BODIES.includes(kind)) continue
      found.set(start, { ...(marks ?? { start, end }), values: { 机关: words, 类别: kind } })
    }
  }
  if (found.size === 0 || !bindsThePublic(context)) return []
  return [...found.values()].sort((a, b) => a.start - b.start)
}

const HAN = '[\\u4e00-\\u9fff（）()·“”\\d]'
const GENRE = '(?:有关事项|事项|规定|办法|细则|通告|公告|决定|通知|意见|制度|标准|规则|规程|令|方案|措施|要求)'
/** 某办关于…的规定, 某办通告, at the head of a line; several names joined by 、. */
const AT_HEAD = new RegExp(
  `^[\\s　#*]*(${HAN}{3,40}?(?:[、 　]${HAN}{3,40}?){0,4})(?=关于[^。\\n]{2,60}${GENRE}|[\\s　]*关于[^。\\n]{2,60}${GENRE}|(?:第[〇一二三四五六七八九十\\d]+号)?(?:通告|公告|令|决定|命令)[\\s：:，。（(第〔\\n]|发布第?[〇一二三四五六七八九十\\d]*号?(?:通告|公告|命令|决定|令)(?:如下|[，：:])|(?:联合)?(?:发布|印发|出台|制定|颁布)(?:了|实施|以下|下列)?《)`,
)
/** 某中心现就…规定如下, 某大队发布如下…规定, at the head of a sentence. */
const SAYS = new RegExp(
  `^[\\s　]*(?:[^，。：\\n]{1,24}，)?(?:经|现经|现由|由)?((?!本|该|由)${HAN}{3,36}?)(?=(?:研究|会议|讨论)?(?:现就[^。]{2,60}?(?:规定|通告|明确|要求|公告)|现(?:决定|规定|公布|通告|公告)|决定(?:如下|[：:])|研究决定|发布如下|作出如下|(?:规定|通告|公告|明确|要求)如下|(?:制定|作出|发布|公布|出台)(?:以下|如下|下列)|制定并(?:发布|公布|印发)|(?:联合)?(?:发布|印发|出台|制定|颁布)(?:了|实施)?《[^》]{2,40}(?:规定|办法|细则|标准|规则)))`,
)
/** 本规定由某中心制定并发布. */
const MADE_BY = new RegExp(
  `(?:(?:本|该)(?:规定|办法|细则|通告|规则|制度|标准|规程)|》)由(${HAN}{3,30}?)(?=(?:负责)?(?:制定|发布|印发|公布|颁布|制发))`,
)

interface Issuer extends Span {
  /** What to underline, where that is more than the name. */
  readonly marks?: Span
}

/** A body of some kind right before a word of issuing. */
const ISSUES =
  /[部组班办室科股处队站所院心司团会社村局厂场馆行](?:研究|会议|讨论|现|决定|发布|作出|规定|通告|明确|要求|公告|制定|联合|印发|出台|颁布|公布|关于|令|命令|负责制|负责发|制发|第[\d〇一二三四五六七八九十]+号)/

/** The names that stand together in each place where the document says who issues it. */
function issuersOf(context: CheckContext): (readonly Issuer[])[] {
  const { document, text } = context
  const issuers: (readonly Issuer[])[] = headLines(text).map((line) => namesAt(AT_HEAD, line, text))
  for (const { start, names } of context.facts(ISSUING_SENTENCES))
    issuers.push(names.map((name) => moveIssuer(name, start)))
  const foot = document.frontMatter.signature ?? lastLine(text)
  if (foot !== null) issuers.push(splitNames(text.slice(foot.start, foot.end), foot.start))
  return issuers
}

/** Names that stand together in a sentence, their places counted from its start. */
interface IssuingSentence extends Fact {
  readonly names: readonly Issuer[]
}

const ISSUING_SENTENCES: Collector<IssuingSentence> = {
  name: 'issuing sentences',
  collect: ({ document, text }, range) => {
    const { sentences } = document
    return indicesIn(sentences, range).flatMap((at) => {
      const sentence = sentences[at]!
      const { start, end } = sentence
      // Most sentences name nobody who issues anything.
      if (!ISSUES.test(text.slice(start, end))) return []
      return [
        namesAt(AT_HEAD, sentence, text),
        wholePhrase(namesAt(SAYS, sentence, text), sentence, text),
        wholePhrase(namesAt(MADE_BY, sentence, text), sentence, text),
      ]
        .filter((names) => names.length > 0)
        .map((names) => ({ start, end, names: names.map((name) => moveIssuer(name, -start)) }))
    })
  },
}

function moveIssuer({ start, end, marks }: Issuer, shift: number): Issuer {
  const moved = { start: start + shift, end: end + shift }
  return marks === undefined ? moved : { ...moved, marks: { start: marks.start + shift, end: marks.end + shift } }
}

const HEAD = 8

function headLines(text: string): Span[] {
  const lines: Span[] = []
  for (let start = 0; start < text.length && lines.length < HEAD; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    // With the next line: a title may stand under the name of its issuer.
    const next = newline < 0 ? -1 : text.indexOf('\n', newline + 1)
    if (end > start) lines.push({ start, end: next < 0 ? text.length : next })
    start = end + 1
  }
  return lines
}

function namesAt(form: RegExp, around: Span, text: string): Issuer[] {
  const found = form.exec(text.slice(around.start, around.end))
  // 某办转发某局关于…的意见: whose the paper is, the rest of the sentence tells.
  if (found === null || /转发|印发|根据|按照|依据|关于/.test(found[1]!)) return []
  return splitNames(found[1]!, around.start + found.index + found[0].indexOf(found[1]!))
}

/** 本规定由某中心制定并发布: the words that say so, from mark to mark. */
function wholePhrase(issuers: readonly Issuer[], sentence: Span, text: string): Issuer[] {
  return issuers.map(({ start, end }) => {
    let from = start
    while (from > sentence.start && !MARKS.includes(text[from - 1]!)) from--
    let to = end
    while (to < sentence.end && !MARKS.includes(text[to]!)) to++
    return { start, end, marks: { start: from, end: to } }
  })
}

const MARKS = '，,。；;：:\n　 '

/** Names joined by 、 or a space. */
function splitNames(words: string, at: number): Issuer[] {
  return [...words.matchAll(/[^、\s　]+/g)].map((one) => ({
    start: at + one.index,
    end: at + one.index + one[0].length,
  }))
}

const DATE = /^[\s　]*(?:\d{4}|[二〇○零一二三四五六七八九十]{4})\s*年/

/** Of a passage without a date: an organ alone on its last line. */
function lastLine(text: string): Span | null {
  const trimmed = text.trimEnd()
  let start = trimmed.lastIndexOf('\n') + 1
  let end = trimmed.length
  if (start > 0 && DATE.test(trimmed.slice(start))) {
    end = trimmed.slice(0, start).trimEnd().length
    start = trimmed.lastIndexOf('\n', end - 1) + 1
  }
  if (start === 0) return null
  const line = trimmed.slice(start, end)
  const from = start + line.length - line.trimStart().length
  return new RegExp(`^${HAN}{4,36}$`).test(line.trim()) ? { start: from, end } : null
}

/** Papers that announce, invite or report: by their title or first words. */
const NOT_NORMATIVE =
  /内部(?:通知|管理|交流|工作)|招聘|招标(?:公告|项目|结果|文件)|中标|采购(?:公告|结果|项目)|成交|拍卖|竞价|停水|停电|停气|放假|倡议|温馨提示|便民|会议通知|培训(?:班|通知)|简报|值班|任前|录用|面试|章程|团体标准|村规民约|自律公约|处罚决定|告知书|公开征求意见|通报[：:]|合同|协议书/
/** Words of a text that tells of such a document, or keeps within the house. */
const NOT_ISSUED =
  /内部(?:通知|交流)|不对公民|备案审查|主体不适格|不得以|(?:督查|巡察|审计|检查|暗访|巡视)(?:组|中|时)?(?:发现|反馈|指出)/
const RULES_IN_NAME = /(?:规定|办法|细则|规则|制度|标准)》?(?:（[^）]{1,6}）)?(?:的(?:通知|公告|通告|决定))?\s*$/
const RULES = /《[^》]{2,50}(?:规定|办法|细则|规则|标准|规程)(?:（[^）]{1,6}）)?》|(?:规定|办法|细则|通告|规则)/
const BINDS =
  /应当?|必须|不得|禁止|须|严禁|一律|遵照|按.{0,12}(?:执行|发放|补偿|收取)|调整为|执行|限(?:期|时|于|在)|请[^，。]{0,12}(?:前|内|后)/
const OUTSIDERS =
  /商户|村组|机动车|店|企业|公司|业主|居民|村民|群众|市民|农户|养殖|种植|住户|用户|经营者|经营户|从业|个人|公民|车辆|驾驶|施工|建设单位|摊|家长|学生|申请人|当事人|被征收|户[：:，应须不请]|作坊|代理机构|专家|招标人|缴存|单位应当|凡在|从事|任何单位|旅客|乘客|货主|船舶|丧属|租户|承租|会员/

const INSIDE = /(?:^|\n)[\s　]*(?:机关)?各(?:直属|所属|下属)?(?:单位|科室|处室|部门|支队|大队)[，、：:]/

/** Does the document set duties of people outside, and is it no advertisement, internal paper or report? */
function bindsThePublic({ document, text }: CheckContext): boolean {
  const title = document.frontMatter.title?.value ?? text.slice(0, 60)
  if (NOT_NORMATIVE.test(title) || NOT_NORMATIVE.test(text.slice(0, 60)) || NOT_ISSUED.test(text)) return false
  const isOfRules = RULES_IN_NAME.test(title) || RULES.test(text.slice(0, 200))
  return isOfRules ? !INSIDE.test(text.slice(0, 300)) : BINDS.test(text) && OUTSIDERS.test(text)
}
