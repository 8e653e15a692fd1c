import type { DocumentKind } from './document.ts'
import type { FrontMatter } from './front-matter.ts'
import { levelOfIssuer, levelOfTitle } from './issuer-name.ts'
import type { ClauseNode } from './node.ts'

/** How much of the text is read for words that betray its kind. */
const SAMPLE = 6000

/** 文种 by title first, then by the words only one kind uses; with how sure that is (0–1). */
export function recogniseKind(text: string, frontMatter: FrontMatter, nodes: readonly ClauseNode[]): Recognised {
  const title = frontMatter.title?.value ?? ''
  const byTitle = kindOfTitle(title, headOf(text, nodes), frontMatter)
  if (byTitle !== null && byTitle.confidence >= 0.75) return byTitle
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

function kindOfTitle(title: string, head: string, frontMatter: FrontMatter): Recognised | null {
  if (title === '') return null
  // What a 印发 issues decides, not the notice around it.
  const issued = /(?:印发|发布|公布|转发)[《〈]?([^》〉]+)[》〉]?的?(?:通知|公告)?$/.exec(title)?.[1] ?? title
  const bare = issued
    .replace(/\s/g, '')
    .replace(/[（(〔][^）)〕]*[）)〕]$/, '')
    .replace(/^《|[》〉]$/g, '')
  const isNotice = /(?:通知|通告|公告)$/.test(title)
  if (CONTRACT_TITLES.test(bare) && !/管理|办法|通知|意见|规定/.test(title))
    return { kind: 'contract', confidence: 0.9 }
  if (ENFORCEMENT_TITLES.test(bare) && !/办法|规定|意见/.test(title)) return { kind: 'enforcement', confidence: 0.9 }
  if (/典型案例|案例|诉.*案$/.test(bare)) return { kind: 'other', confidence: 0.75 }
  if (/最高人民(?:法院|检察院)/.test(title) && !/修改/.test(title)) return { kind: 'other', confidence: 0.8 }
  if (/(?:的|起草)说明$/.test(bare)) return { kind: 'other', confidence: 0.75 }
  if (/修正案(?:草案)?$/.test(bare)) return { kind: 'decision', confidence: 0.8 }
  if (!isNotice && isStatuteTitle(bare)) return { kind: 'statute', confidence: 0.9 }
  if (/条例$/.test(bare) && !isNotice) return kindOfOrdinance(bare, frontMatter, title)
  if (/决定$|决议$/.test(bare)) return { kind: 'decision', confidence: 0.75 }
  if (!isNotice && /(?:办法|规定|细则|规则)$/.test(bare)) return kindOfMeasures(head)
  if (DECISION_TITLES.test(title)) return { kind: 'decision', confidence: 0.7 }
  return NORMATIVE_TITLES.test(bare) ? { kind: 'normative', confidence: 0.75 } : null
}

const NORMATIVE_TITLES =
  /(?:办法|规定|细则|意见|通知|通告|方案|措施|公告|规则|规程|制度|指引|标准|政策|计划|规划|要点|批复|复函|函|通报|要求)$/

function isStatuteTitle(bare: string): boolean {
  if (/^(?:中华人民共和国)?[^《》关于市省县区]{1,24}法$/.test(bare) && !/办法$/.test(bare)) return true
  return /宪法$|法典$|关税法$/.test(bare)
}

/** A 条例 may be made by a congress or the State Council only; in other hands it is a 规范性文件 with a wrong name. */
function kindOfOrdinance(bare: string, frontMatter: FrontMatter, title: string): Recognised {
  const level = levelOfIssuer(frontMatter.issuer?.value ?? '') ?? levelOfTitle(title)
  const isLocal = (level === '县' || level === '乡') && !/自治/.test(bare)
  return isLocal ? { kind: 'normative', confidence: 0.8 } : { kind: 'regulation', confidence: 0.9 }
}

/** 办法 and 规定: by whom they were adopted, as the lines above the provisions say. */
function kindOfMeasures(head: string): Recognised {
  if (/人民代表大会(?:常务委员会)?(?:第.{1,8}次会议|公告)/.test(head)) return { kind: 'regulation', confidence: 0.85 }
  if (/国务院(?:第\d+次常务会议|令)/.test(head)) return { kind: 'regulation', confidence: 0.8 }
  if (/(?:人民政府|政府|部|总局|局|委员会|总署|省|市)\s*(?:令|第\s*\d+\s*号令)/.test(head))
    return { kind: 'rule', confidence: 0.8 }
  // A 令 copied without its heading; what a county adopts so is a 规范性文件 all the same.
  if (ADOPTED.test(head) && !/(?:县|区|旗|镇|乡)(?:人民)?政府/.test(head)) return { kind: 'rule', confidence: 0.75 }
  return { kind: 'normative', confidence: 0.75 }
}

/** 规章制定程序条例第三十条: passed by the standing or departmental meeting, then published by an order. */
const ADOPTED =
  /第\s*[\d一二三四五六七八九十百]+\s*次(?:[省市]政府|部|局|委|署)?(?:常务|部务|局务|委务|署务)会议(?:审议|讨论)?通过，?\s*现予(?:公布|发布)/

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
  return { kind: best, confidence: Math.min(0.9, 0.3 + (0.6 * (scores[best] ?? 0)) / (total + 2)) }
}

function countOf(text: string, word: string): number {
  let count = 0
  for (let at = text.indexOf(word); at >= 0 && count < 3; at = text.indexOf(word, at + word.length)) count++
  return count
}
