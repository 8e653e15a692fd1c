import type { DocumentKind } from './document.ts'
import type { FrontMatter } from './front-matter.ts'
import { levelOfIssuer } from './issuer-name.ts'
import type { ClauseNode } from './node.ts'

/** How much of the text is read for words that betray its kind. */
const SAMPLE = 6000

/** 文种 by title first, then by the words only one kind uses; with how sure that is (0–1). */
export function recogniseKind(
  text: string,
  frontMatter: FrontMatter,
  nodes: readonly ClauseNode[],
): { kind: DocumentKind; confidence: number } {
  const title = frontMatter.title?.value ?? ''
  const byTitle = kindOfTitle(title, text.slice(0, 1500), frontMatter)
  if (byTitle !== null && byTitle.confidence >= 0.75) return byTitle
  const byWords = kindOfWords(text.slice(0, SAMPLE))
  if (byWords !== null && (byTitle === null || byWords.confidence > byTitle.confidence)) return byWords
  if (byTitle !== null) return byTitle
  return { kind: 'normative', confidence: nodes.length > 1 ? 0.5 : 0.4 }
}

const ENFORCEMENT_TITLES =
  /(?:决定书|告知书|通知书|催告书|处理意见书|裁决书|认定书|答复书|笔录|审批表|复议决定|责令.{0,12}书|处罚信息)$/
const CONTRACT_TITLES = /(?:合同|协议|协议书|合同书|备忘录|意向书|补充条款|承诺书)(?:（[^）]{1,10}）)?$/
const DECISION_TITLES = /(?:请示|纪要|决策|签报|议题|审议|征求意见情况|听证报告|评估报告|起草说明|提请)/

function kindOfTitle(
  title: string,
  head: string,
  frontMatter: FrontMatter,
): { kind: DocumentKind; confidence: number } | null {
  if (title === '') return null
  // What a 印发 issues decides, not the notice around it.
  const issued = /(?:印发|发布|公布)[《〈]?([^》〉]+)[》〉]?的?(?:通知|公告)?$/.exec(title)?.[1] ?? title
  const bare = issued.replace(/[（(〔][^）)〕]*[）)〕]\s*$/, '').replace(/[》〉]$/, '')
  if (CONTRACT_TITLES.test(bare) && !/管理|办法|通知|意见|规定/.test(title))
    return { kind: 'contract', confidence: 0.9 }
  if (ENFORCEMENT_TITLES.test(bare) && !/办法|规定|意见/.test(title)) return { kind: 'enforcement', confidence: 0.9 }
  if (/典型案例|案例/.test(title)) return { kind: 'other', confidence: 0.7 }
  if (/(?:的|起草)说明$/.test(bare)) return { kind: 'other', confidence: 0.75 }
  if (/^(?:中华人民共和国)?[^《》关于市省县区]{1,24}法$/.test(bare) && !/办法$/.test(bare))
    return { kind: 'statute', confidence: 0.9 }
  if (/宪法|法典|刑法修正案/.test(bare) && !/关于/.test(bare)) return { kind: 'statute', confidence: 0.9 }
  const congress = /人民代表大会(?:常务委员会)?(?:第|公告|通过)|常务委员会公告/.test(head)
  const level = levelOfIssuer(frontMatter.issuer?.value ?? title)
  if (/条例$|条例实施办法$/.test(bare)) {
    // A 条例 may be made by a congress or the State Council only; in other hands it is a 规范性文件 with a wrong name.
    return level === '县' || level === '乡'
      ? { kind: 'normative', confidence: 0.8 }
      : { kind: 'regulation', confidence: 0.9 }
  }
  if (/决定$|决议$/.test(bare)) {
    return congress || /修改|废止|设立|授权|批准/.test(bare)
      ? { kind: 'decision', confidence: 0.7 }
      : { kind: 'normative', confidence: 0.6 }
  }
  if (congress && /(?:办法|规定|规则|若干规定)$/.test(bare)) return { kind: 'regulation', confidence: 0.85 }
  if (
    /令[（(〔第\s]|令\s*第?\s*[\d〇一二三四五六七八九十]+\s*号|第\s*\d+\s*号令|市人民政府令|省人民政府令/.test(head) &&
    /办法|规定|细则|规则/.test(bare)
  ) {
    return { kind: 'rule', confidence: 0.8 }
  }
  if (DECISION_TITLES.test(title)) return { kind: 'decision', confidence: 0.7 }
  if (/(?:办法|规定|细则|意见|通知|通告|方案|措施|公告|规则|规程|制度|指引|标准|政策|计划|规划|要点)$/.test(bare)) {
    return { kind: 'normative', confidence: 0.75 }
  }
  return null
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
      '当事人',
      '本局决定',
      '本机关决定',
      '你单位',
      '你公司',
      '你店',
      '行政处罚决定',
      '陈述、申辩',
      '陈述申辩',
      '本案',
      '立案',
      '案卷',
      '现场笔录',
      '执法人员',
      '催告',
      '申请行政复议',
      '罚没款',
      '拟处罚',
      '询问笔录',
      '涉案',
      '违法事实',
      '查封',
      '扣押',
      '强制执行',
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

function kindOfWords(sample: string): { kind: DocumentKind; confidence: number } | null {
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
