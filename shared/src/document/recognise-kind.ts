import type { DocumentKind, IssuerLevel } from './document.ts'
import type { FrontMatter } from './front-matter.ts'
import { levelOfIssuer, levelOfTitle } from './issuer-name.ts'
import type { ClauseNode } from './node.ts'

/** How much of the text is read for words that betray its kind. */
const SAMPLE = 6000

/** 文种 by title first, then by the words only one kind uses; with how sure that is (0–1). */
export function recogniseKind(text: string, frontMatter: FrontMatter, nodes: readonly ClauseNode[]): Recognised {
  const byTitle = kindOfTitle(text, nodes, frontMatter)
  if (byTitle !== null && byTitle.confidence >= 0.75) return byTitle
  const byName = byTitle === null ? kindOfOwnName(text, nodes) : null
  if (byName !== null) return byName
  const byWords = kindOfWords(text.slice(0, SAMPLE))
  if (byWords !== null && (byTitle === null || byWords.confidence > byTitle.confidence)) return byWords
  if (byTitle !== null) return byTitle
  return { kind: 'normative', confidence: nodes.length > 1 ? 0.5 : 0.4 }
}

/** What stands above the first numbered unit. */
function headOf(text: string, nodes: readonly ClauseNode[]): string {
  const first = nodes.find((node) => node.marker !== null)
  return text.slice(0, Math.min(first?.start ?? text.length, 2000))
}

const ENFORCEMENT_TITLES =
  /(?:决定书|告知书|通知书|催告书|处理意见书|裁决书|认定书|答复书|笔录|审批表|复议决定|责令.{0,12}书|处罚信息)$/
const CONTRACT_TITLES = /(?:合同|协议|协议书|合同书|备忘录|意向书|补充条款|承诺书)(?:（[^）]{1,10}）)?$/
const DECISION_TITLES = /(?:请示|纪要|决策|签报|议题|审议|征求意见情况|听证报告|评估报告|起草说明|提请)/

type Recognised = { kind: DocumentKind; confidence: number }

function kindOfTitle(text: string, nodes: readonly ClauseNode[], frontMatter: FrontMatter): Recognised | null {
  const title = frontMatter.title?.value ?? ''
  if (title === '') return null
  // What a 印发 issues decides, not the notice around it; of a draft laid open, the draft.
  const opened = /(?:征求(?:对|关于)?|就)《(.+)》.{0,12}(?:意见|征求)/.exec(
    title.replace(/的?(?:通知|公告|通告|函)$/, ''),
  )?.[1]
  const issued = opened ?? /(?:印发|发布|公布|转发)[《〈]?([^》〉]+)[》〉]?的?(?:通知|公告)?$/.exec(title)?.[1] ?? title
  const bare = issued
    .replace(/\s/g, '')
    .replace(/[（(][^）)]*$/, '')
    .replace(/(?:全文|[（(〔][^）)〕]*[）)〕]|(?:修订|修正)?草案(?:[一二三]次审议稿)?|(?:修订)?征求意见稿)+$/, '')
    .replace(/^《|[》〉]$/g, '')
  const isNotice = opened === undefined && /(?:通知|通告|公告)$/.test(title)
  if (CONTRACT_TITLES.test(bare) && !/管理|办法|通知|意见|规定/.test(title))
    return { kind: 'contract', confidence: 0.9 }
  if (ENFORCEMENT_TITLES.test(bare) && !/办法|规定|意见/.test(title)) return { kind: 'enforcement', confidence: 0.9 }
  if (/典型案例|案例|诉.*案$/.test(bare)) return { kind: 'other', confidence: 0.75 }
  if (OF_COURTS.test(bare)) return { kind: 'other', confidence: 0.8 }
  if (/(?:的|起草)说明$/.test(bare)) return { kind: 'other', confidence: 0.75 }
  if (!isNotice && isStatuteTitle(bare)) return { kind: 'statute', confidence: 0.9 }
  if (/修正案$/.test(bare)) return kindOfAmendment(bare)
  if (/条例$/.test(bare) && !isNotice) return kindOfOrdinance(bare, frontMatter, title)
  if (/决定$|决议$/.test(bare)) return kindOfResolution(bare, frontMatter)
  // A congress publishes its 法规 by a 公告 and nothing else.
  if (
    /公告$/.test(title) &&
    CONGRESS.test(frontMatter.issuer?.value ?? '') &&
    nodes.some(({ kind }) => kind === 'article')
  )
    return { kind: 'regulation', confidence: 0.8 }
  const isDraft = /草案/.test(title)
  if (!isNotice && (/(?:办法|规定|细则|规则|守则)$/.test(bare) || (opened !== undefined && isDraft))) {
    return kindOfMeasures({ bare, text, nodes, frontMatter, isDraft })
  }
  if (DECISION_TITLES.test(title)) return { kind: 'decision', confidence: 0.7 }
  return NORMATIVE_TITLES.test(bare) ? { kind: 'normative', confidence: 0.75 } : null
}

const NORMATIVE_TITLES =
  /(?:办法|规定|细则|意见|通知|通告|方案|措施|公告|规则|规程|制度|指引|标准|政策|计划|规划|要点|批复|复函|函|通报|要求|规范|守则|准则|纲要|预案)$/

/** 司法解释 and what courts and procuratorates rule for themselves. */
const OF_COURTS = /最高人民(?:法院|检察院)|^人民(?:法院|检察院).{2,}(?:规则|规定|办法)$/

const REGION = /^[^《》的关]{1,8}?(?:省|(?<!城)市|自治区|自治州|自治县|(?<![社城灾地山库景])区|县|旗|镇|乡)/
const NO_STATUTE = /(?:办|方|做|算|用|语|立|执|普|司|守|违|枪|看|想|说|战|打|手|书)法$/

/** 城市房地产管理法 is named like a statute, 某市评分办法 and 某县测算方法 are not. */
function isStatuteTitle(bare: string): boolean {
  if (/《|》|关于/.test(bare) || NO_STATUTE.test(bare)) return /^宪法$/.test(bare)
  if (/(?:宪法|法典)$|法修正案$/.test(bare)) return true
  if (/^(?:中华人民共和国|.{2}特别行政区).{1,30}法$/.test(bare)) return true
  return /^.{2,24}法$/.test(bare) && !REGION.test(bare)
}

/** A 修正案 has the rank of what it amends. */
function kindOfAmendment(bare: string): Recognised {
  return /条例/.test(bare) ? { kind: 'regulation', confidence: 0.8 } : { kind: 'decision', confidence: 0.8 }
}

/** A 条例 may be made by a congress or the State Council only; in other hands it is a 规范性文件 with a wrong name. */
function kindOfOrdinance(bare: string, frontMatter: FrontMatter, title: string): Recognised {
  const ofIssuer = levelOfIssuer(frontMatter.issuer?.value ?? '')
  const level = ofIssuer ?? levelOfTitle(title)
  // A city makes 条例 for one of its counties: 某市某县古城保护条例.
  const isOfCity = ofIssuer === null && /^.{2,8}?[省市].{1,8}?[县区镇乡旗]/.test(bare)
  const isLocal = (level === '县' || level === '乡') && !isOfCity && !/自治/.test(bare)
  return isLocal ? { kind: 'normative', confidence: 0.8 } : { kind: 'regulation', confidence: 0.9 }
}

const CONGRESS = /人民代表大会|人大常委会/

/** 决定 of a congress have the rank of its 法规 (立法法第一百零八条 counts them so), those of a government do not. */
function kindOfResolution(bare: string, frontMatter: FrontMatter): Recognised {
  const issuer = frontMatter.issuer?.value ?? ''
  if (/^(?:中华人民共和国)?(?:第.{1,3}届)?全国人民代表大会/.test(`${issuer}${bare}`))
    return { kind: 'statute', confidence: 0.8 }
  const isOfCongress = CONGRESS.test(issuer) || /^[^关《]{0,12}(?:人民代表大会|人大常委会)/.test(bare)
  return isOfCongress ? { kind: 'regulation', confidence: 0.75 } : { kind: 'decision', confidence: 0.75 }
}

interface Measures {
  /** The title without 草案 and the like. */
  readonly bare: string
  readonly text: string
  readonly nodes: readonly ClauseNode[]
  readonly frontMatter: FrontMatter
  readonly isDraft: boolean
}

/**
 * 办法 and 规定: by whom they were adopted, as the lines above the provisions say; of a text without such lines, by what it
 * says of itself.
 */
function kindOfMeasures(measures: Measures): Recognised {
  const { bare, text, nodes, frontMatter } = measures
  // Of what the lines cite, 《某办法》（国务院令第5号）, nothing is learned.
  const head = headOf(text, nodes).replace(/《[^》]*》\s*(?:[（(〔][^）)〕]*[）)〕])?/g, '')
  const issuer = frontMatter.issuer?.value ?? ''
  const level = levelOfIssuer(issuer) ?? levelOfTitle(bare)
  if (CONGRESS.test(issuer) || /^.{0,8}(?:人民代表大会|人大常委会)/.test(bare))
    return { kind: 'regulation', confidence: 0.85 }
  if (/人民代表大会(?:常务委员会)?(?:第.{1,8}次会议|公告)/.test(head)) return { kind: 'regulation', confidence: 0.85 }
  if (/^(?:中华人民共和国)?国务院(?:$|关于)/.test(issuer) || /^(?:中华人民共和国)?国务院关于/.test(bare))
    return { kind: 'regulation', confidence: 0.8 }
  if (BY_STATE_COUNCIL.test(head)) return { kind: 'regulation', confidence: 0.8 }
  // 规章 are made by departments of the State Council and by governments, never by a local department or a county.
  const isLocal = level !== null && level !== '国务院' && level !== '国务院部门'
  const mayMakeRules =
    level !== '县' &&
    level !== '乡' &&
    (!isLocal || issuer === '' || /政府(?:$|办公|法制)/.test(issuer) || /令$/.test(issuer))
  if (mayMakeRules && /(?:人民政府|政府|部|总局|局|委员会|总署|省|市)\s*(?:令|第\s*\d+\s*号令)/.test(head))
    return { kind: 'rule', confidence: 0.8 }
  // A 令 copied without its heading; what a county adopts so is a 规范性文件 all the same.
  if (ADOPTED.test(head) && !/(?:县|区|旗|镇|乡)(?:人民)?政府/.test(head)) return { kind: 'rule', confidence: 0.75 }
  if (!isLocal && ADOPTED_BY_DEPARTMENT.test(head)) return { kind: 'rule', confidence: 0.75 }
  return kindOfBareMeasures(measures, level, mayMakeRules)
}

function kindOfBareMeasures(
  { bare, text, nodes, frontMatter, isDraft }: Measures,
  level: IssuerLevel | null,
  mayMakeRules: boolean,
): Recognised {
  const { issuer, number, addressees, interpretation, validity } = frontMatter
  // 某省实施《某法》办法 is made by its congress, 某省实施《某条例》办法 by its government.
  const implemented = /实施[《〈](?:中华人民共和国)?[^》〉]+(法|条例)[》〉](?:的)?(?:办法|细则|规定)$/.exec(bare)?.[1]
  if (implemented !== undefined && issuer === null && (level === '省' || level === '市'))
    return { kind: implemented === '法' ? 'regulation' : 'rule', confidence: 0.75 }
  const hasArticles = nodes.some(({ kind, number: at }) => kind === 'article' && at === 5)
  // A department explains a 规范性文件 and lets it lapse; who makes a 规章 explains it, and it does not lapse. Cities lay open
  // drafts of both under one name: where in doubt it is the one whose fines are unlawful.
  const isHigh = level !== null && level !== '市'
  if (isDraft && mayMakeRules && isHigh && hasArticles && interpretation === null && validity === null)
    return { kind: 'rule', confidence: 0.75 }
  if (level === null && issuer === null && number === null && addressees === null && hasArticles) {
    const words = text.slice(0, NATIONAL_SAMPLE)
    if (NATIONAL.test(words) && !LOCAL.test(words)) return { kind: 'rule', confidence: 0.75 }
  }
  return { kind: 'normative', confidence: 0.75 }
}

/** 行政法规 before the 立法法 were approved by the State Council and published by a department. */
const BY_STATE_COUNCIL =
  /(?:国务院|政务院)(?:、\S{2,12}?)?\s*(?:第\s*\d+\s*次(?:全体|常务)会议|令|批准|发布|公布|批转|修订)/

const NATIONAL_SAMPLE = 20000
/** What is made for the whole country names no place of its own. */
const NATIONAL =
  /中华人民共和国(?:境内|领域|内水|海域)|国务院[^，。；]{2,14}(?:主管)?部门(?:负责|主管|会同|监督|规定)|全国[^，。；]{2,20}(?:工作|监督管理)|各?省、自治区、直辖市|省级(?:以上)?[^，。；]{2,14}(?:机关|部门)|最高人民(?:法院|检察院)/
const LOCAL =
  /本[省市县区镇乡州盟旗](?![（(、]?自治区|级)|[我全][省市县区镇乡州](?![（(、级])|省、市、县|[市县区]人民政府办公室|各(?:乡)?镇|[镇乡]（街道）/

/** 规章制定程序条例第三十条: passed by the standing or departmental meeting, then published by an order. */
const ADOPTED =
  /第\s*[\d一二三四五六七八九十百]+\s*次(?:[省市]政府|部|局|委|署)?(?:常务|部务|局务|委务|署务)会议(?:审议|讨论)?通过，?\s*现予(?:公布|发布)/
const ADOPTED_BY_DEPARTMENT =
  /第\s*[\d一二三四五六七八九十百]+\s*次(?:部务|局务|委务|署务|室务|办务|行务)会议(?:审议|讨论)?通过/

/** Provisions copied without their title name themselves: 为了…，制定本条例。 */
function kindOfOwnName(text: string, nodes: readonly ClauseNode[]): Recognised | null {
  const first = nodes.find(({ kind, number }) => kind === 'article' && number === 1)
  if (first === undefined) return null
  const name = /制定本(条例|法)[。，]/.exec(text.slice(first.start, Math.min(first.end, first.start + 600)))?.[1]
  if (name === undefined) return null
  return { kind: name === '法' ? 'statute' : 'regulation', confidence: 0.75 }
}

/** Words that one kind uses and the others seldom do, with their weight. */
const WORDS: readonly (readonly [DocumentKind, number, readonly string[]])[] = [
  [
    'contract',
    3,
    [
      '甲方',
      '乙方',
      '本合同',
      '本协议',
      '违约责任',
      '双方约定',
      '出租方',
      '承租方',
      '买受人',
      '发包人',
      '承包人',
      '合同价款',
      '协议约定',
    ],
  ],
  ['contract', 2, ['合同', '协议', '双方', '违约金', '履约保证金', '争议解决']],
  [
    'enforcement',
    3,
    [
      '本局',
      '本机关',
      '你单位',
      '你公司',
      '你店',
      '本案',
      '经查',
      '违法事实',
      '拟处罚',
      '决定书文号',
      '询问笔录',
      '涉案',
      '罚没款',
      '不服本',
    ],
  ],
  [
    'enforcement',
    1.5,
    [
      '当事人',
      '行政处罚决定',
      '陈述、申辩',
      '陈述申辩',
      '立案',
      '案卷',
      '现场笔录',
      '执法人员',
      '催告',
      '查封',
      '扣押',
      '强制执行',
      '违法行为人',
    ],
  ],
  ['enforcement', 1, ['处罚', '听证', '责令', '送达', '违法行为', '没收']],
  [
    'decision',
    3,
    [
      '提请审议',
      '妥否，请',
      '请示',
      '会议要求',
      '会议议定',
      '会议认为',
      '专家论证',
      '风险评估结论',
      '公众参与',
      '重大行政决策',
      '起草说明',
      '征求意见期',
      '常务会议题',
      '决策事项',
      '听证会参加人',
      '合法性审查意见',
    ],
  ],
  ['decision', 1, ['征求意见', '风险评估', '常务会议', '听证会', '方案', '决策']],
  [
    'normative',
    2,
    [
      '本办法',
      '本规定',
      '本细则',
      '本意见',
      '本通知',
      '本通告',
      '各乡镇',
      '各区县',
      '各单位',
      '各部门',
      '印发给你们',
      '制定本',
      '有关部门',
      '应当',
      '适用本',
    ],
  ],
]

function kindOfWords(sample: string): Recognised | null {
  const scores: Partial<Record<DocumentKind, number>> = {}
  let total = 0
  for (const [kind, weight, words] of WORDS) {
    for (const word of words) {
      const hits = Math.min(countOf(sample, word), 3)
      scores[kind] = (scores[kind] ?? 0) + hits * weight
      total += hits * weight
    }
  }
  let best: DocumentKind = 'normative'
  for (const kind of ['contract', 'enforcement', 'decision'] as const) {
    if ((scores[kind] ?? 0) > (scores[best] ?? 0)) best = kind
  }
  if (total === 0 || (scores[best] ?? 0) < 3) return null
  if (best !== 'normative' && POWER_LIST.test(sample)) return { kind: 'other', confidence: 0.6 }
  if (best !== 'normative' && OWN_VOICE.test(sample)) return { kind: 'normative', confidence: 0.6 }
  return { kind: best, confidence: Math.min(0.9, 0.3 + (0.6 * (scores[best] ?? 0)) / (total + 2)) }
}

/** A list of an office's powers recites the words of cases without being one. */
const POWER_LIST = /职权(?:名称|编号|编码|类别|信息)|权[力责]清单|权责事项/

/** A paper that gives orders in its own name speaks of parties and penalties without being between them. */
const OWN_VOICE =
  /(?:制定|制订|拟订)本(?:实施)?(?:办法|规定|细则|方案|意见|规则|工作方案)|(?:通告|公告|通知)如下[：:。]|特此(?:通告|公告)|第一条[^。]{4,120}制定本(?:办法|规定|细则|规则)/

function countOf(text: string, word: string): number {
  let count = 0
  for (let at = text.indexOf(word); at >= 0 && count < 3; at = text.indexOf(word, at + word.length)) count++
  return count
}
